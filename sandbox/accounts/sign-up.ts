import type { Call } from '../world/context';
import { numericId, randomUUID } from '../kernel/random';
import type { Person } from '../seed/people';

export interface DeveloperSignUp {
  email: string;
  firstName: string;
  lastName: string;
  password: string;
  accountName: string;
}

export type SignUpProblems = Partial<Record<keyof DeveloperSignUp, string>>;

export function readSignUp(form: URLSearchParams): DeveloperSignUp {
  const read = (name: string) => (form.get(name) ?? '').trim();
  return {
    email: read('email'),
    firstName: read('firstName'),
    lastName: read('lastName'),
    password: form.get('password') ?? '',
    accountName: read('accountName'),
  };
}

/** A person who is already signed in only enters the account's name. */
export function signUpProblems(
  { world }: Pick<Call, 'world'>,
  input: DeveloperSignUp,
  person: Person | null,
): SignUpProblems {
  const problems: SignUpProblems = {};
  if (input.accountName === '') problems.accountName = 'Enter a name for the developer account.';
  if (person) return problems;
  if (!/^[^\s@]+@[^\s@]+$/.test(input.email)) problems.email = 'Enter an email address, such as name@example.com.';
  else if (world.accounts.personByEmail(input.email))
    problems.email = 'This email address already has an account. Sign in instead.';
  if (input.firstName === '') problems.firstName = 'Enter your first name.';
  if (input.lastName === '') problems.lastName = 'Enter your last name.';
  if (input.password.length < 4) problems.password = 'Enter a password of at least 4 characters.';
  return problems;
}

/** Creates the developer account and, if needed, the person. Returns both ids. */
export function createDeveloperAccount(
  call: Call,
  input: DeveloperSignUp,
  person: Person | null,
): { userId: number; portalId: number } {
  const userId = person?.userId ?? numericId(71_000_000, 79_999_999);
  const portalId = numericId(50_000_000, 59_999_999);
  if (!person) {
    const { email, firstName, lastName, password } = input;
    call.commit({ type: 'account.signedUp', portalId: null, data: { userId, email, firstName, lastName, password } });
  }
  const domain = (person?.email ?? input.email).split('@')[1] ?? 'example.com';
  call.commit({
    type: 'account.developerAccountCreated',
    portalId,
    data: { ownerUserId: userId, name: input.accountName, domain, developerApiKey: randomUUID() },
  });
  return { userId, portalId };
}
