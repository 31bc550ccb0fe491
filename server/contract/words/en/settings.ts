import type { settings as zh } from '../zh/settings.ts';

export const settings: Record<keyof typeof zh, string> = {
  title: 'Settings',
  intro:
    'What stands at the head and the foot of every page, and how much may be uploaded. Changes hold at once.',
  name: 'Name of the library',
  place: 'Place (seal)',
  placeHint: 'Two or three characters in the red seal beside the name.',
  organiser: 'Organiser',
  icp: 'ICP number',
  icpHint: 'May be left empty.',
  publicSecurity: 'Public security number',
  reportAddress: 'Where to report illegal or harmful content',
  reportAddressHint: 'A telephone number or an e-mail address; it stands at the foot of every page.',
  uploadsTitle: 'Uploads',
  teacherQuotaBytes: 'Space of a teacher (GB)',
  teacherQuotaHint:
    'Original videos, attachments and open uploads together. A replaced or deleted video is removed after a month at most, and counts until then. Leave empty for no limit.',
  schoolQuotaBytes: 'Space of a school (GB)',
  schoolQuotaHint: 'All teachers of a school together. Leave empty for no limit.',
  keepDays: 'Days that incomplete uploads are kept',
  keepDaysHint:
    'From the last byte that came, 1 to 90 days. Teachers are told on their desk two days before.',
  save: 'Save the settings',
  saving: 'Saving…',
  saved: 'The settings were saved',
};
