import { samplePassword } from '../../sample-world.ts';
import {
  administrators,
  bureaus,
  type Cells,
  type ExpectedCells,
  everybody,
  json,
  plain,
  signedIn,
  someWord,
} from './cells.ts';

const signIn: Cells['send'] = json(() => ({ name: 'li', password: samplePassword }));

/** Who may know of somebody: the school and the bureaus they belong to. */
const manages = {
  'a teacher of the school': '--- ··· +· +·++ ·· ··',
  // Whoever could take over the account of a colleague with a higher role would have that role.
  'a teacher who administers the county': '--- ··· -· -·++ ·· ··',
};

const over = 'xxx xxx xx xxxx xx xx';

export const peopleCells: ExpectedCells = {
  'POST /api/session': { rows: { '': everybody }, send: signIn, endsSession: true },
  'GET /api/session': plain(signedIn),
  'DELETE /api/session': { rows: { '': everybody }, endsSession: true },
  'PUT /api/session/password': {
    rows: { '': signedIn },
    send: json(() => ({ current: samplePassword, password: samplePassword })),
    endsSession: true,
  },
  'GET /api/session/second-factor': plain(signedIn),
  'POST /api/session/second-factor': plain(
    signedIn,
    json(() => ({ password: samplePassword })),
  ),
  // A guess is wrong.
  'PUT /api/session/second-factor': plain(
    '--- ??? ?? ???? ?? ??',
    json(() => ({ code: '000000' })),
  ),
  'DELETE /api/session/second-factor': {
    rows: { '': signedIn },
    send: json(() => ({ password: samplePassword })),
    endsSession: true,
  },
  'GET /api/sessions': plain(signedIn),
  'DELETE /api/sessions': { rows: { '': signedIn }, endsSession: true },
  'DELETE /api/sessions/:id': { rows: { 'a session of the owner': '--- +·· ·· ···· ·· ··' } },

  // There is somebody already: no token opens the first start again.
  'POST /api/setup': {
    rows: { 'a teacher of the school': over },
    send: json(({ token }) => ({
      token,
      name: someWord(),
      displayName: '某人',
      password: samplePassword,
      organisation: '某局',
      level: 'city',
    })),
  },
  'POST /api/set-password': {
    rows: { 'a teacher of the school': everybody, '': over },
    send: json(({ token = 'made-up' }) => ({ token, password: samplePassword })),
  },

  'GET /api/people': {
    rows: { '': administrators, '?organisation=the school': '--- --- +- +-++ -- --' },
  },
  'POST /api/people': {
    rows: {
      'teacher at the school': '--- --- +- +-++ -- --',
      'reviewer at the city': '--- --- -- --++ -- --',
      'bureau administrator of the city': '--- --- -- ---+ -- --',
      'operator at the top': '--- --- -- ---+ -- --',
    },
    send: json(({ role, organisation }) => ({ name: someWord(), displayName: '新同事', role, organisation })),
  },
  'PATCH /api/people/:id': { rows: manages, send: json(() => ({ displayName: '改名' })) },
  'POST /api/people/:id/link': { rows: manages },
  'DELETE /api/people/:id/sessions': { rows: manages },
  // There is none to be switched off.
  'DELETE /api/people/:id/second-factor': {
    rows: {
      'a teacher of the school': '--- ··· !· !·!! ·· ··',
      'a teacher who administers the county': '--- ··· -· -·!! ·· ··',
    },
  },
  'POST /api/people/:id/memberships': {
    rows: {
      'teacher at the school': '--- ··· +· +·++ ·· ··',
      'reviewer at the city': '--- ··· -· -·++ ·· ··',
      'bureau administrator of the city': '--- ··· -· -·-+ ·· ··',
      'operator at the top': '--- ··· -· -·-+ ·· ··',
    },
    send: json(({ role, organisation }) => ({ role, organisation })),
  },
  'PATCH /api/people/:id/memberships/:membership': {
    rows: {
      'a teacher of the school': '--- ··· +· +·++ ·· ··',
      'a teacher who administers the county': '--- ··· +· +·++ ·· ··',
    },
    send: json(() => ({ until: '2026-12-31' })),
  },

  'GET /api/organisations': plain(signedIn),
  'POST /api/organisations': {
    rows: {
      'at the city': '--- --- -- --++ -- --',
      'a county of the city': '--- --- -- --++ -- --',
    },
    send: json(({ id, organisation }) => ({ parent: id ?? organisation, level: 'school', name: '新校' })),
  },
  'PATCH /api/organisations/:id': {
    rows: {
      'the school': '--- --- -- +-++ -- --',
      'a county of the city': '--- --- -- --++ -- --',
    },
    send: json(() => ({ name: '改名' })),
  },
  'GET /api/groups': plain(signedIn),
  'POST /api/groups': plain(
    bureaus,
    json(() => ({ name: '新集团', kind: 'group' })),
  ),
  'PUT /api/groups/:id/schools': {
    rows: { 'a group': bureaus, 'a group with the school': '--- --- -- +-++ -- --' },
    send: json(() => ({ schools: [] })),
  },

  'GET /sign-in': plain(everybody),
  'POST /account/end-other-sessions': { rows: { '': signedIn }, endsSession: true },
  'POST /sign-in': { rows: { '': everybody }, send: signIn, endsSession: true },
  'POST /sign-out': { rows: { '': everybody }, endsSession: true },
  'GET /setup': plain(everybody),
  'GET /set-password': plain(everybody),
  'GET /account': plain(signedIn),
  'GET /desk': plain(signedIn),
  'GET /manage/people': plain(administrators),
};
