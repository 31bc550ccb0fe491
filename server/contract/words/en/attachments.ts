import type { attachmentReasons as zh } from '../zh/attachments.ts';

export const attachmentReasons: Record<keyof typeof zh, string> = {
  damaged: 'The file is damaged or incomplete. Open it on your computer, save a copy, and upload that.',
  mislabelled:
    'The file is of another kind than its name says. Open it in the program it was made with, save it in the right format, and upload that.',
  encrypted:
    'The file has a password or is restricted: it cannot be checked, and students could not open it. Remove the password, or save or print it as a new file.',
  macros: 'The file contains macros (programs). Save it as docx, pptx or xlsx without macros.',
  'active-content':
    'The file contains something that runs when it is opened (scripts, controls, Flash). Remove it, or print the file as PDF.',
  'embedded-program':
    'The file contains a program, a script or a shortcut. Remove it, save or pack the file again, and upload that.',
  'embedded-file': 'The file has other files inside. Upload those on their own, or print it as PDF.',
  'external-content':
    'When opened, the file connects to other computers or runs other programs (templates, linked objects). Break those links and upload it again.',
  'unsafe-names': 'The archive holds unsafe paths or links. Pack it again and upload that.',
  'too-much': 'The archive holds too many files, or unpacks to too much. Upload it in several parts.',
  nested:
    'The archive holds archives that cannot be checked. Unpack them and pack everything as one ordinary ZIP, or upload the files on their own.',
  'picture-too-large': 'The picture is too large (40 million pixels at most). Make it smaller.',
  limit: 'Checking the file took too much time or memory. Make it simpler, or print it as PDF.',
  failed:
    'The server failed to check the file. Delete it and upload it again; if that does not help, tell your administrator.',
};
