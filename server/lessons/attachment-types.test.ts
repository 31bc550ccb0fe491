import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isCoverPicture, recogniseAttachment } from './attachment-types.ts';

const hex = (text: string) => Buffer.from(text, 'hex');
const zip = hex('504b030414000600');
const compound = hex('d0cf11e0a1b11ae1');
const png = hex('89504e470d0a1a0a');
const jpeg = hex('ffd8ffe0');

const cases: [filename: string, head: Buffer, found: string][] = [
  ['教学设计.pdf', Buffer.from('%PDF-1.7'), 'application/pdf'],
  ['前面有空白.PDF', Buffer.from('\n\n%PDF-1.4'), 'application/pdf'],
  ['假的.pdf', Buffer.from('<script>'), 'mismatch'],
  ['先是网页.pdf', Buffer.from('<html>%PDF-1.4'), 'mismatch'],
  ['课件.ppt', compound, 'application/vnd.ms-powerpoint'],
  ['课件.pptx', zip, 'application/vnd.openxmlformats-officedocument.presentationml.presentation'],
  ['加密的.pptx', compound, 'mismatch'],
  ['表.xlsx', zip, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['任务单.docx', zip, 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['任务单.doc', zip, 'mismatch'],
  ['素材.zip', zip, 'application/zip'],
  ['练习.txt', Buffer.from('一、选择题'), 'text/plain'],
  ['练习.txt', hex('c4e3bac30d0a'), 'text/plain'],
  ['练习.txt', hex('fffe60 4f'.replaceAll(' ', '')), 'text/plain'],
  ['程序.txt', hex('7f454c4600'), 'mismatch'],
  ['图.jpg', jpeg, 'image/jpeg'],
  ['图.JPEG', jpeg, 'image/jpeg'],
  ['图.png', jpeg, 'mismatch'],
  ['朗读.mp3', Buffer.from('ID3\x03'), 'audio/mpeg'],
  ['朗读.mp3', hex('fffb9064'), 'audio/mpeg'],
  ['朗读.mp3', hex('fff15080'), 'mismatch'],
  ['动画.svg', Buffer.from('<svg'), 'unsupported'],
  ['安装.exe', hex('4d5a'), 'unsupported'],
  ['没有扩展名', zip, 'unsupported'],
  ['空.pdf', Buffer.alloc(0), 'mismatch'],
];

describe('an attachment', () => {
  for (const [filename, head, found] of cases) {
    it(`${filename} (${head.subarray(0, 8).toString('hex') || 'empty'}) is ${found}`, () => {
      const recognised = recogniseAttachment('other', filename, head);
      assert.equal(recognised.kind === 'recognised' ? recognised.type.mediaType : recognised.kind, found);
    });
  }
});

describe('each kind of attachment', () => {
  const types = [
    ['教案.docx', zip],
    ['课件.pptx', zip],
    ['素材.zip', zip],
    ['朗读.mp3', Buffer.from('ID3')],
    ['照片.jpg', jpeg],
  ] as const;
  for (const [kind, may] of [
    ['design', '教案.docx 照片.jpg'],
    ['slides', '课件.pptx 素材.zip 照片.jpg'],
    ['tasks', '教案.docx 课件.pptx 照片.jpg'],
    ['exercises', '教案.docx 课件.pptx 素材.zip 朗读.mp3 照片.jpg'],
    ['other', '教案.docx 课件.pptx 素材.zip 朗读.mp3 照片.jpg'],
  ] as const) {
    it(`${kind} may be ${may}`, () => {
      const taken = types.filter(
        ([filename, head]) => recogniseAttachment(kind, filename, head).kind === 'recognised',
      );
      assert.equal(taken.map(([filename]) => filename).join(' '), may);
    });
  }
});

describe('a cover', () => {
  it('begins as JPEG, PNG or WebP', () => {
    for (const head of [jpeg, png, Buffer.from('RIFF\x10\0\0\0WEBPVP8 ')]) assert.ok(isCoverPicture(head));
    for (const head of [Buffer.from('GIF89a'), Buffer.from('<svg'), Buffer.from('RIFF\0\0\0\0WAVE')]) {
      assert.equal(isCoverPicture(head), false);
    }
  });
});
