// Written by `npm run tables` from the registry of modules.
import {
  Building2,
  History,
  IdCard,
  KeyRound,
  PhoneForwarded,
  PhoneIncoming,
  Plug,
  Settings,
  ShieldCheck,
  Tags,
  Users,
  type LucideIcon,
} from 'lucide-react';
import type { MenuPath } from '@/lib/domain/base/modules';

export const MENU_ICONS: Record<MenuPath, LucideIcon> = {
  'authentication-methods': KeyRound,
  'sso-connectors': Plug,
  crm: Building2,
  lines: PhoneForwarded,
  users: Users,
  roles: ShieldCheck,
  profiles: IdCard,
  interactions: PhoneIncoming,
  history: History,
  tags: Tags,
  settings: Settings,
};
