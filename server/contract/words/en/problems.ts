import type { problems as zh } from '../zh/problems.ts';

export const problems: Record<keyof typeof zh, string> = {
  'invalid-request': 'Something in this form is not right. Please correct what is marked and try again.',
  'request-too-large': 'What was sent is too large.',
  'address-too-long': 'The address is too long.',
  'content-type': 'The request’s content is of a type that is not accepted here. Accepted: {types}.',
  'content-encoding':
    'The request’s content is compressed in a way that is not supported. Accepted: {types}.',
  'invalid-json': 'The request could not be read.',
  'not-signed-in': 'Please sign in first.',
  'wrong-name-or-password': 'The name or the password is wrong.',
  'totp-required': 'Please enter the code from your authenticator.',
  'wrong-code': 'The code is wrong, or has been used. Please wait for the next one.',
  'wrong-password': 'That is not your current password.',
  'second-factor-needed': 'Your role needs two-step sign-in. Please turn it on on your account page first.',
  'second-factor-on': 'Two-step sign-in is on already.',
  'too-many-attempts': 'Too many attempts. Please try again in {seconds} seconds.',
  'too-many-requests': 'That was too often. Please try again in {seconds} seconds.',
  forbidden: 'You may not do this.',
  'left-school':
    'You no longer teach at the school this lesson belongs to: you can only view it and download the original video. To change or withdraw it, ask that school’s administrator.',
  'wrong-origin': 'The request came from another site and was refused. Please use this site’s own pages.',
  'public-url-needed':
    'Nobody can sign in or change anything at this address yet. Please have PUBLIC_URL={origin} set and the program started again, or open it by the server’s IP address.',
  'not-found': 'What you are looking for is not here.',
  'wrong-state': 'This cannot be done now. Reload the page to see the latest state.',
  'changed-elsewhere': 'This was just saved on another page or device; what you typed is still on this page.',
  'unknown-term': 'There is no such entry.',
  'needs-note': 'Please say why it is returned; the teacher will read it.',
  'needs-withdraw-note': 'Please say why the lesson is withdrawn; its teacher will read it.',
  'needs-node': 'Please choose its place in the textbooks first (stage, subject, grade …).',
  'needs-video': 'The video is not ready yet, so it cannot be submitted.',
  'node-fixed': 'This level of the curriculum cannot be changed so.',
  'node-name-taken': 'There is one of that name here already; choose another.',
  'node-name': 'The name needs letters.',
  'curriculum-changed':
    'The curriculum has changed since you looked; read the new dry run before you confirm.',
  'already-there': 'That is already there.',
  'name-taken': 'That name is taken. Please choose another.',
  'weak-password': 'That password is too common or too simple. Use at least 10 characters.',
  'link-used': 'This link has been used or has expired.',
  'link-maker':
    'The administrator who gave you this link no longer looks after your account, so it no longer works. Please ask the one who does now for another.',
  'address-closed': 'This play address is no longer valid. Please reload the page.',
  'level-order': 'An organisation must be of a lower level than the one above it.',
  'schools-only': 'Only schools have a nature and a place, and only schools belong to groups.',
  'role-place':
    'This role cannot be held there: teachers and school administrators belong to schools, bureau administrators to bureaus, operators to the topmost organisation.',
  'not-yourself': 'You cannot do this to your own account. Please ask another administrator.',
  'upload-too-large': 'The file is too large: {max} at most.',
  'upload-empty': 'The file is empty (0 bytes). Copy or save it again, and choose it once it opens.',
  'too-many-retries':
    'This video has been tried again 5 times within a day. Upload another file, or ask the operator why it fails; you can try again tomorrow.',
  'too-many-uploads': 'Too many unfinished uploads ({max} at most). Resume or end some first.',
  'no-school':
    'You belong to no school at present, so no lesson could be made of this video. Ask your school’s administrator for the teacher role, then upload it again.',
  'upload-ended': 'This upload has ended or expired. Please choose the file again.',
  'upload-busy': 'The same file is being uploaded elsewhere.',
  'upload-elsewhere':
    'Another server has what was sent of this file. Connecting again; what was uploaded is kept there. If it stays away, end the upload and start over.',
  'upload-offset': 'The positions differ; going on from where the server is.',
  'upload-version': 'This version of the upload protocol is not supported.',
  'no-room': 'The server’s disk is full. Please try again later; what was uploaded is kept.',
  'quota-teacher':
    'Your space is too small for this file: {left} of {max} are left, it has {size}. End uploads that you will not go on with, delete drafts that you do not need, or ask an administrator for more.',
  'quota-school':
    'Your school’s space is too small for this file: {left} of {max} are left, it has {size}. End uploads and delete drafts that nobody needs, or ask the bureau for more.',
  'file-too-large': 'The file is too large: {max} at most.',
  'file-type': 'This kind of file is not supported. You can upload: {types}.',
  'file-mismatch':
    'What is in this file is not “{extension}”: it may be damaged, encrypted or renamed. Please export it again.',
  'file-missing': 'No file arrived. Please choose one.',
  'too-many-files': 'Too many attachments ({max} at most).',
  'attachments-too-large':
    'The attachments of this lesson are too large together ({max} at most). Please delete some first.',
  'attachment-not-ready': 'This attachment has not passed its check: it cannot be downloaded.',
  'outside-open-period': 'The library is not open to everybody right now. Please sign in to see this.',
  'caption-elsewhere':
    'These captions begin at {start}, and the video lasts {length}: are they of this lesson?',
  'caption-language': 'There is no such language code; use one like zh, en, ug, bo.',
  'caption-unreadable': 'The caption file cannot be read. Please upload WebVTT or SRT.',
  'period-order': 'The last day cannot be before the first.',
  'round-order':
    'The dates are out of order: opening, end of entries and end of reviews must follow each other.',
  'round-not-open': 'This round takes no entries now.',
  'round-not-reviewing': 'This round is not being reviewed now.',
  'lesson-not-published': 'Only a published lesson can be entered.',
  'lesson-in-round': 'This lesson is already in this round.',
  'not-enough-reviewers':
    'Fewer than {needed} reviewers may rate “{title}” (not their own, nor their own school’s).',
  'reviews-missing': '{count} reviews have not been submitted yet, so the round cannot be closed.',
  'scores-incomplete': 'Some dimensions have no score yet.',
  'rubric-in-use': 'This rubric is used by a round and cannot be changed. Save it as a new version.',
  'round-level':
    'This organisation cannot hold a round of this level: schools hold school rounds, counties county rounds, and so on; ministry rounds are held by the ministry, a province or the bureau at the top.',
  'lesson-outside-round': 'The lesson’s school is outside this round.',
  'no-entries': 'Nothing has been entered yet, so there is nothing to assign.',
  'unknown-reviewer': 'Some of the people chosen do not exist or are not reviewers.',
  'not-in-rubric': 'The rubric does not have this.',
  'score-above-max': 'More points than this dimension has.',
  'score-not-a-step': 'Points between two steps of this dimension.',
  'store-unavailable':
    'The server that keeps videos and attachments cannot be reached. Please try again later; what was uploaded is kept.',
  'engine-unavailable': 'The service is not available right now. Please try again later.',
  internal: 'Something went wrong here and was recorded. Please try again later.',
};
