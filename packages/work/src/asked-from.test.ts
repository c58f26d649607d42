/** A place is a network, never an address (I11). */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { networkOf } from './asked-from.ts'

test('a place is the first 24 bits of IPv4 and the first 48 of IPv6, however they are written (I11)', () => {
  for (const [address, network] of [
    ['192.0.2.77', '192.0.2.0/24'],
    ['::ffff:192.0.2.5', '192.0.2.0/24'],
    ['2001:db8:a1::7', '2001:db8:a1::/48'],
    ['2001:0db8:00a1:1:2:3:4:5', '2001:db8:a1::/48'],
    ['2001:db8::', '2001:db8:0::/48'],
    ['::1', undefined],
    ['127.0.0.1', undefined],
    ['::ffff:127.0.0.1', undefined],
    ['fe80::1%eth0', 'fe80:0:0::/48'],
    ['', undefined],
    ['not an address', undefined],
  ] as const) {
    assert.equal(networkOf(address), network, address)
  }
})
