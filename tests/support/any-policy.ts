import { verbPolicy } from '@/lib/services/verb-policy';

/** For transactions that only a test runs. */
export const ANY_POLICY = verbPolicy({
  verb: 'tests/any',
  access: 'whatever the actor may do now',
  freshSignIn: { never: 'it changes nobody’s access' },
  handsOut: [],
  touches: 'nothing',
});
