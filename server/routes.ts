import type { Route } from './route.ts';
import { createGroup } from './routes/groups/create-group.ts';
import { listGroups } from './routes/groups/list-groups.ts';
import { putGroupSchools } from './routes/groups/put-group-schools.ts';
import { changeLesson } from './routes/lessons/change-lesson.ts';
import { createLesson } from './routes/lessons/create-lesson.ts';
import { deleteLesson } from './routes/lessons/delete-lesson.ts';
import { getCover, getCoverCandidate } from './routes/lessons/get-cover.ts';
import { getLesson } from './routes/lessons/get-lesson.ts';
import { getOriginal } from './routes/lessons/get-original.ts';
import { listLessons } from './routes/lessons/list-lessons.ts';
import {
  publishLesson,
  retryMedia,
  returnLesson,
  submitLesson,
  withdrawLesson,
} from './routes/lessons/move-lesson.ts';
import { changeOrganisation } from './routes/organisations/change-organisation.ts';
import { createOrganisation } from './routes/organisations/create-organisation.ts';
import { listOrganisations } from './routes/organisations/list-organisations.ts';
import * as accountPages from './routes/pages/account-pages.ts';
import * as deskPages from './routes/pages/desk-pages.ts';
import * as publicPages from './routes/pages/public-pages.ts';
import { addMembership } from './routes/people/add-membership.ts';
import { changePerson } from './routes/people/change-person.ts';
import { createLink } from './routes/people/create-link.ts';
import { createPerson } from './routes/people/create-person.ts';
import { endMembership } from './routes/people/end-membership.ts';
import { listPeople } from './routes/people/list-people.ts';
import { getPlayFile } from './routes/play/get-play-file.ts';
import { search, suggest } from './routes/search/search.ts';
import { getSession } from './routes/session/get-session.ts';
import { signIn } from './routes/session/sign-in.ts';
import { signOut } from './routes/session/sign-out.ts';
import { setPassword } from './routes/setup/set-password.ts';
import { setUp } from './routes/setup/set-up.ts';
import { createUpload } from './routes/uploads/create-upload.ts';
import { describeUpload, describeUploads } from './routes/uploads/describe-uploads.ts';
import { endUpload } from './routes/uploads/end-upload.ts';
import { listUploads } from './routes/uploads/list-uploads.ts';
import { readUploadOffset } from './routes/uploads/read-upload-offset.ts';
import { showUpload } from './routes/uploads/show-upload.ts';
import { writeUpload } from './routes/uploads/write-upload.ts';

/** Every address there is, in the order in which they are tried: a HEAD of its own before its GET. */
export const routes: readonly Route[] = [
  getPlayFile,

  signIn,
  getSession,
  signOut,
  setUp,
  setPassword,

  describeUploads,
  describeUpload,
  createUpload,
  listUploads,
  readUploadOffset,
  showUpload,
  writeUpload,
  endUpload,

  createLesson,
  listLessons,
  getLesson,
  changeLesson,
  deleteLesson,
  submitLesson,
  publishLesson,
  returnLesson,
  withdrawLesson,
  retryMedia,
  getOriginal,
  getCover,
  getCoverCandidate,

  search,
  suggest,

  listOrganisations,
  createOrganisation,
  changeOrganisation,
  listGroups,
  createGroup,
  putGroupSchools,
  listPeople,
  createPerson,
  changePerson,
  createLink,
  addMembership,
  endMembership,

  ...Object.values(publicPages),
  ...Object.values(accountPages),
  ...Object.values(deskPages),
];
