import { isIPv4 } from 'node:net';

/** An address without its last part (IPv4 /24, IPv6 /48): enough to slow a guesser, not to know a pupil. */
export function truncateAddress(address: string | undefined): string {
  if (!address) return '';
  const plain = address.replace(/^::ffff:/, '');
  if (isIPv4(plain)) return `${plain.split('.').slice(0, 3).join('.')}.0`;
  return `${plain.split(':').slice(0, 3).join(':')}::`;
}
