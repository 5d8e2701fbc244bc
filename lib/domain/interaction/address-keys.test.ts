import { describe, expect, it } from 'vitest';
import { readTypedNumber } from '../phone/key';
import { addressKeys } from './address-keys';

describe('addressKeys', () => {
  it('are whole addresses, handles and numbers of everybody, each once', () => {
    const state = {
      ourNumber: '+33199000001',
      customer: { email: 'Mona@client.example', handle: ' Mona_77', number: '+33176007702' },
      participants: [
        { email: 'mona@client.example', number: '01 76 00 77 01' },
        { number: '+33 1 76 00 77 01' },
        { number: 'anonymous' },
        { handle: '@Rob' },
      ],
    };
    expect(addressKeys(state, 'FR')).toEqual(['mona@client.example', 'mona_77', '33176007701', '@rob']);
    for (const typed of ['+33 1 76 00 77 01', '0176007701', '01.76.00.77.01'])
      expect(readTypedNumber(typed, 'FR')).toMatchObject({ keys: expect.arrayContaining(['33176007701']) });
  });
});
