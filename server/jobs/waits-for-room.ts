/**
 * Whether what a worker says of a cover or an attachment that it puts back means the disk; otherwise a program
 * is missing. Workers begin what they say of the disk so.
 */
export function waitsForRoom(text: string): boolean {
  return text.startsWith('the disk ');
}
