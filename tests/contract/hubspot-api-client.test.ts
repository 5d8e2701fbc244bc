import { Client } from '@hubspot/api-client';
import { describe } from 'vitest';
import { describeCalls } from '@/tests/support/hubspot-client/suite';

describe('the sandbox, called by @hubspot/api-client 13.5', () => {
  describeCalls(async () => Client);
});
