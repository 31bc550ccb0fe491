import { deflateSync } from 'node:zlib';
import type { DocumentRefusal } from '../messages.ts';
import { type MadeEntry, makeArchive } from './make-archive.ts';
import { makeCompound } from './make-compound.ts';

const office = 'application/vnd.openxmlformats-officedocument.';
const mains = {
  docx: { part: 'word/document.xml', type: `${office}wordprocessingml.document.main+xml` },
  pptx: { part: 'ppt/presentation.xml', type: `${office}presentationml.presentation.main+xml` },
  xlsx: { part: 'xl/workbook.xml', type: `${office}spreadsheetml.sheet.main+xml` },
};

/** The smallest document of its kind, and what else is put into it. */
export function makeOffice(
  kind: keyof typeof mains,
  more: readonly MadeEntry[] = [],
  { type = mains[kind].type, body = '<w:t>分数</w:t>' } = {},
): Buffer {
  const types = `<?xml version="1.0" encoding="UTF-8"?><Types><Override PartName="/${mains[kind].part}" ContentType="${type}"/></Types>`;
  return makeArchive([
    { name: '[Content_Types].xml', content: types },
    { name: mains[kind].part, content: `<w:document>${body}</w:document>` },
    ...more,
  ]);
}

const relationship = (type: string, target: string, mode = 'External'): MadeEntry => ({
  name: 'word/_rels/document.xml.rels',
  content: `<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}" TargetMode="${mode}"/></Relationships>`,
});

const word = (flags = 0): Buffer => {
  const stream = Buffer.alloc(4096);
  stream.writeUInt16LE(0xa5ec, 0);
  stream.writeUInt16LE(flags, 10);
  return stream;
};

const record = (type: number, content: Buffer, instance = 0): Buffer => {
  const header = Buffer.alloc(8);
  header.writeUInt16LE(instance << 4, 0);
  header.writeUInt16LE(type, 2);
  header.writeUInt32LE(content.length, 4);
  return Buffer.concat([header, content]);
};

const sheetRecord = (type: number, content: Buffer): Buffer => {
  const header = Buffer.alloc(4);
  header.writeUInt16LE(type, 0);
  header.writeUInt16LE(content.length, 2);
  return Buffer.concat([header, content]);
};

/** A Windows program as far as anybody looks: both headers, and the words in between. */
const program = (() => {
  const bytes = Buffer.alloc(512);
  bytes.write('MZ', 0, 'latin1');
  bytes.writeUInt32LE(128, 60);
  bytes.write('This program cannot be run in DOS mode.', 78, 'latin1');
  bytes.write('PE\0\0', 128, 'latin1');
  return bytes;
})();

/** A file put into a document by hand, as Windows' packager stores it. */
const packedFile = (name: string, content: Buffer): Buffer =>
  makeCompound({
    '\x01Ole10Native': Buffer.concat([
      Buffer.from(`\x10\0\0\0\x02\0${name}\0C:\\${name}\0`, 'latin1'),
      content,
    ]),
  });

const pdf = (body: string | Buffer, { trailer = '', end = 'startxref\n0\n%%EOF\n' } = {}): Buffer =>
  Buffer.concat([
    Buffer.from('%PDF-1.7\n1 0 obj\n<</Type /Catalog>>\nendobj\n'),
    Buffer.from(body),
    Buffer.from(`\ntrailer\n<</Root 1 0 R ${trailer}>>\n${end}`),
  ]);
const pdfStream = (dictionary: string, content: Buffer): Buffer =>
  Buffer.concat([
    Buffer.from(`7 0 obj\n<<${dictionary} /Length ${content.length}>>\nstream\n`),
    content,
    Buffer.from('\nendstream\nendobj\n'),
  ]);
const script = '<</S /JavaScript /JS (app.alert\\(1\\))>>';

const mp3 = (() => {
  const frame = Buffer.alloc(417);
  Buffer.from('fffb9064', 'hex').copy(frame);
  return Buffer.concat([
    Buffer.from('ID3\x03\0\0\0\0\0\x0a', 'latin1'),
    Buffer.alloc(10),
    frame,
    frame,
    frame,
  ]);
})();

const zeros = (bytes: number) => Buffer.alloc(bytes);
const nest = (depth: number): Buffer =>
  makeArchive([
    { name: depth === 0 ? '练习.txt' : '里面.zip', content: depth === 0 ? '练习' : nest(depth - 1) },
  ]);

export interface SampleDocument {
  what: string;
  extension: string;
  file: () => Buffer;
  found: 'accepted' | DocumentRefusal;
  /** Unpacks to tens of megabytes and more. */
  isHeavy: boolean;
}

const rows: readonly [what: string, extension: string, found: SampleDocument['found'], file: () => Buffer][] =
  [
    // What teachers have.
    ['a Word document', 'docx', 'accepted', () => makeOffice('docx')],
    ['a presentation', 'pptx', 'accepted', () => makeOffice('pptx')],
    ['a workbook', 'xlsx', 'accepted', () => makeOffice('xlsx')],
    [
      'an old Word document',
      'doc',
      'accepted',
      () => makeCompound({ WordDocument: word(), '1Table': zeros(4096) }),
    ],
    [
      'an old presentation',
      'ppt',
      'accepted',
      () => makeCompound({ 'PowerPoint Document': record(1000, zeros(5000)) }),
    ],
    ['an old workbook', 'xls', 'accepted', () => makeCompound({ Workbook: sheetRecord(0x809, zeros(16)) })],
    ['a PDF', 'pdf', 'accepted', () => pdf('')],
    [
      'a PDF with its objects packed',
      'pdf',
      'accepted',
      () => pdf(pdfStream('/Type /ObjStm /Filter /FlateDecode', deflateSync('1 0 <</Type /Page>>'))),
    ],
    ['a text', 'txt', 'accepted', () => Buffer.from('一、选择题\r\n1. 二分之一')],
    ['a text in GB 18030', 'txt', 'accepted', () => Buffer.from('d2bba1a2d1a1d4f1cce2', 'hex')],
    ['a text in UTF-16', 'txt', 'accepted', () => Buffer.from('\ufeff选择题', 'utf16le')],
    ['a sound', 'mp3', 'accepted', () => mp3],
    [
      'pictures and a presentation in an archive',
      'zip',
      'accepted',
      () =>
        makeArchive([
          { name: '素材/', mode: 0o040755, method: 0 },
          { name: '素材/图.png', content: zeros(100), method: 0 },
          { name: '课件.pptx', content: makeOffice('pptx') },
        ]),
    ],
    [
      'names in GBK, as Windows packs them',
      'zip',
      'accepted',
      () => makeArchive([{ name: Buffer.from('bfcebcfe2e747874', 'hex'), flags: 0, content: '课件' }]),
    ],
    [
      'an equation in a document',
      'docx',
      'accepted',
      () =>
        makeOffice('docx', [
          {
            name: 'word/embeddings/oleObject1.bin',
            content: makeCompound({ 'Equation Native': zeros(300) }),
          },
        ]),
    ],
    [
      'a workbook in a presentation in an archive',
      'zip',
      'accepted',
      () =>
        makeArchive([
          {
            name: '课件.pptx',
            content: makeOffice('pptx', [{ name: 'ppt/embeddings/图表.xlsx', content: makeOffice('xlsx') }]),
          },
        ]),
    ],
    [
      'links to pages and pictures on the web',
      'docx',
      'accepted',
      () =>
        makeOffice('docx', [
          relationship('hyperlink', 'https://www.moe.gov.cn/'),
          { ...relationship('image', 'https://example.org/a.png'), name: 'word/_rels/header1.xml.rels' },
        ]),
    ],
    [
      'a template on the author’s own disk',
      'docx',
      'accepted',
      () => makeOffice('docx', [relationship('attachedTemplate', 'file:///C:\\Users\\wang\\Normal.dotm')]),
    ],
    [
      'a document packed into an old one',
      'doc',
      'accepted',
      () => makeCompound({ WordDocument: word(), Package: makeOffice('xlsx') }),
    ],
    [
      'a text that begins with MZ in an archive',
      'zip',
      'accepted',
      () => makeArchive([{ name: 'a.txt', content: `MZ ${'是两个字母。'.repeat(30)}` }]),
    ],

    // Names that are not true.
    ['a workbook named a document', 'docx', 'mislabelled', () => makeOffice('xlsx')],
    [
      'an archive named a presentation',
      'pptx',
      'mislabelled',
      () => makeArchive([{ name: 'a.txt', content: 'a' }]),
    ],
    [
      'an old workbook named an old document',
      'doc',
      'mislabelled',
      () => makeCompound({ Workbook: zeros(4096) }),
    ],
    ['an old document named a new one', 'docx', 'mislabelled', () => makeCompound({ WordDocument: word() })],
    ['HTML named PDF', 'pdf', 'mislabelled', () => Buffer.from('<html><script>alert(1)</script></html>')],
    [
      'HTML that has a PDF in it',
      'pdf',
      'mislabelled',
      () => Buffer.concat([Buffer.from('<html><!--'), pdf('')]),
    ],
    ['a program named a text', 'txt', 'mislabelled', () => program],
    [
      'a text with a program behind it',
      'txt',
      'mislabelled',
      () => Buffer.concat([Buffer.alloc(8000, '课'), program]),
    ],
    [
      'a tag of a sound and nothing else',
      'mp3',
      'mislabelled',
      () => Buffer.concat([Buffer.from('ID3\x03\0\0\0\0\0\x0a', 'latin1'), zeros(9000)]),
    ],
    [
      'a program behind the tag of a sound',
      'mp3',
      'mislabelled',
      () => Buffer.concat([Buffer.from('ID3\x03\0\0\0\0\0\x00', 'latin1'), program]),
    ],
    [
      'a document declared as something unknown',
      'docx',
      'damaged',
      () => makeOffice('docx', [], { type: 'text/html' }),
    ],

    // Too much inside.
    ['a bomb of zeros', 'zip', 'too-much', () => makeArchive([{ name: 'a.txt', content: zeros(60e6) }])],
    [
      'a bomb in a document',
      'docx',
      'too-much',
      () => makeOffice('docx', [{ name: 'word/media/a.png', content: zeros(40e6) }]),
    ],
    [
      'a bomb that says it is small',
      'zip',
      'damaged',
      () => makeArchive([{ name: 'a.txt', content: zeros(60e6), declaredBytes: 100 }]),
    ],
    [
      'more than 500 MB, as it says',
      'zip',
      'too-much',
      () =>
        makeArchive([
          { name: 'a.txt', content: zeros(5e6), method: 0 },
          { name: 'b.txt', content: 'b', declaredBytes: 600e6 },
        ]),
    ],
    [
      '2,001 entries',
      'zip',
      'too-much',
      () => makeArchive(Array.from({ length: 2001 }, (_, index) => ({ name: `${index}.txt` }))),
    ],
    [
      '1,200 entries in each of two archives',
      'zip',
      'too-much',
      () =>
        makeArchive(
          [1, 2].map((part) => ({
            name: `${part}.zip`,
            content: makeArchive(Array.from({ length: 1200 }, (_, index) => ({ name: `${index}.txt` }))),
          })),
        ),
    ],
    [
      'entries that share one piece of data',
      'zip',
      'damaged',
      () =>
        makeArchive([
          { name: 'a.txt', content: Buffer.from('练习'.repeat(900)) },
          ...Array.from({ length: 20 }, (_, index) => ({ name: `b${index}.txt`, sharesWith: index + 1 })),
        ]),
    ],
    [
      'overlapping data',
      'zip',
      'too-much',
      () =>
        makeArchive([
          {
            name: 'a.bin',
            content: Buffer.from(Array.from({ length: 9000 }, (_, index) => (index * 7919) % 251)),
            method: 0,
          },
          { name: 'b.bin', content: 'b', method: 0, declaredPackedBytes: 9000, declaredBytes: 9000 },
        ]),
    ],
    [
      'a bomb in an archive in an archive',
      'zip',
      'too-much',
      () => makeArchive([{ name: 'a.zip', content: makeArchive([{ name: 'b.txt', content: zeros(60e6) }]) }]),
    ],
    ['four archives one in another', 'zip', 'nested', () => nest(4)],
    [
      'a RAR in an archive',
      'zip',
      'nested',
      () => makeArchive([{ name: 'a.rar', content: Buffer.from('526172211a0700cf', 'hex') }]),
    ],
    [
      'a 7-Zip named as a picture',
      'zip',
      'nested',
      () => makeArchive([{ name: 'a.png', content: Buffer.from('377abcaf271c0004', 'hex') }]),
    ],
    [
      'an entry packed by LZMA',
      'zip',
      'nested',
      () => makeArchive([{ name: 'a.txt', content: 'a', method: 14 }]),
    ],
    [
      'a bomb in the objects of a PDF',
      'pdf',
      'too-much',
      () => pdf(pdfStream('/Type /ObjStm /Filter /FlateDecode', deflateSync(zeros(501e6)))),
    ],

    // Names that lead elsewhere, and what is no file.
    ['a way up', 'zip', 'unsafe-names', () => makeArchive([{ name: '../../etc/cron.d/a', content: 'a' }])],
    [
      'a way up with backslashes',
      'zip',
      'unsafe-names',
      () => makeArchive([{ name: 'a\\..\\..\\b.txt', content: 'a' }]),
    ],
    ['an absolute path', 'zip', 'unsafe-names', () => makeArchive([{ name: '/etc/passwd', content: 'a' }])],
    ['a drive', 'zip', 'unsafe-names', () => makeArchive([{ name: 'C:\\Windows\\a.txt', content: 'a' }])],
    ['a zero in a name', 'zip', 'unsafe-names', () => makeArchive([{ name: 'a.txt\0.exe', content: 'a' }])],
    [
      'a symbolic link',
      'zip',
      'unsafe-names',
      () => makeArchive([{ name: 'a.txt', content: '/etc/passwd', mode: 0o120777 }]),
    ],
    ['a device', 'zip', 'unsafe-names', () => makeArchive([{ name: 'a.txt', content: '', mode: 0o060644 }])],
    [
      'a way up in a document',
      'docx',
      'unsafe-names',
      () => makeOffice('docx', [{ name: '../a.xml', content: 'a' }]),
    ],

    // Read otherwise by others.
    [
      'two entries of one name',
      'zip',
      'damaged',
      () =>
        makeArchive([
          { name: 'a.txt', content: 'a' },
          { name: 'a.txt', content: 'b' },
        ]),
    ],
    [
      'an entry with two names',
      'zip',
      'damaged',
      () => makeArchive([{ name: 'a.txt', localName: 'a.exe', content: 'a' }]),
    ],
    [
      'entries that are not counted',
      'zip',
      'damaged',
      () =>
        makeArchive(
          [
            { name: 'a.txt', content: 'a' },
            { name: 'b.exe', content: 'b' },
          ],
          { entryCount: 1 },
        ),
    ],
    [
      'a directory elsewhere',
      'zip',
      'damaged',
      () => makeArchive([{ name: 'a.txt', content: 'a' }], { directoryAt: 0 }),
    ],
    [
      'an archive cut short',
      'zip',
      'damaged',
      () => makeArchive([{ name: 'a.txt', content: 'a' }]).subarray(0, -30),
    ],
    [
      'something behind an archive',
      'zip',
      'damaged',
      () => makeArchive([{ name: 'a.txt', content: 'a' }], { after: program }),
    ],
    [
      'data that cannot be unpacked',
      'zip',
      'damaged',
      () => makeArchive([{ name: 'a.txt', content: 'a', packed: Buffer.from('ffffffff', 'hex') }]),
    ],
    [
      'an entry packed in two ways',
      'zip',
      'damaged',
      () => {
        const file = makeArchive([{ name: 'a.txt', content: 'a', method: 0 }]);
        file[8] = 8;
        return file;
      },
    ],
    [
      'content that is not what its sum says',
      'zip',
      'damaged',
      () => {
        const file = makeArchive([{ name: 'a.txt', content: 'abc', method: 0 }]);
        file.write('x', file.indexOf('abc'));
        return file;
      },
    ],
    ['a folder with content', 'zip', 'damaged', () => makeArchive([{ name: 'a/', content: 'a', method: 0 }])],
    [
      'entities of its own',
      'docx',
      'active-content',
      () => makeOffice('docx', [], { body: '<!DOCTYPE a [<!ENTITY b "c">]>' }),
    ],
    [
      'an archive behind a PDF',
      'pdf',
      'embedded-file',
      () => Buffer.concat([pdf(''), makeArchive([{ name: 'a.exe', content: program }])]),
    ],

    // Locked.
    [
      'an entry with a password',
      'zip',
      'encrypted',
      () => makeArchive([{ name: 'a.txt', content: 'a', flags: 0x801 }]),
    ],
    [
      'an old document with a password',
      'doc',
      'encrypted',
      () => makeCompound({ WordDocument: word(0x0100) }),
    ],
    [
      'an old presentation with a password',
      'ppt',
      'encrypted',
      () => makeCompound({ 'PowerPoint Document': record(1000, zeros(5000)), EncryptedSummary: zeros(100) }),
    ],
    [
      'an old workbook with a password',
      'xls',
      'encrypted',
      () =>
        makeCompound({
          Workbook: Buffer.concat([sheetRecord(0x809, zeros(16)), sheetRecord(0x2f, zeros(54))]),
        }),
    ],
    [
      'a locked document in an archive',
      'zip',
      'encrypted',
      () =>
        makeArchive([
          {
            name: 'a.docx',
            content: makeCompound({ EncryptedPackage: zeros(5000), EncryptionInfo: zeros(200) }),
          },
        ]),
    ],
    ['a PDF with a password', 'pdf', 'encrypted', () => pdf('', { trailer: '/Encrypt 9 0 R' })],

    // What runs.
    [
      'macros in a document',
      'docx',
      'macros',
      () => makeOffice('docx', [{ name: 'word/vbaProject.bin', content: zeros(100) }]),
    ],
    [
      'a document with macros, renamed',
      'docx',
      'macros',
      () => makeOffice('docx', [], { type: 'application/vnd.ms-word.document.macroEnabled.main+xml' }),
    ],
    [
      'a workbook of old macros',
      'xlsx',
      'macros',
      () => makeOffice('xlsx', [{ name: 'xl/macrosheets/sheet1.xml', content: '<a/>' }]),
    ],
    [
      'macros in an old document',
      'doc',
      'macros',
      () => makeCompound({ WordDocument: word(), Macros: null, VBA: null, dir: zeros(500) }),
    ],
    [
      'macros in an old presentation',
      'ppt',
      'macros',
      () =>
        makeCompound({
          'PowerPoint Document': record(1000, Buffer.from('020000040c000000010000000100000002000000', 'hex')),
        }),
    ],
    [
      'a sheet of macros in an old workbook',
      'xls',
      'macros',
      () =>
        makeCompound({
          Workbook: Buffer.concat([
            sheetRecord(0x809, zeros(16)),
            sheetRecord(0x85, Buffer.from('00000000000106006d6163726f', 'hex')),
          ]),
        }),
    ],
    [
      'a document with macros in an archive',
      'zip',
      'macros',
      () => makeArchive([{ name: '课件.pptm', content: 'a' }]),
    ],
    [
      'controls',
      'pptx',
      'active-content',
      () => makeOffice('pptx', [{ name: 'ppt/activeX/activeX1.bin', content: zeros(100) }]),
    ],
    [
      'a program packed by hand',
      'docx',
      'embedded-program',
      () =>
        makeOffice('docx', [
          { name: 'word/embeddings/oleObject1.bin', content: packedFile('setup.exe', program) },
        ]),
    ],
    [
      'a program under the name of a picture',
      'docx',
      'embedded-program',
      () =>
        makeOffice('docx', [
          { name: 'word/embeddings/oleObject1.bin', content: packedFile('a.png', program) },
        ]),
    ],
    [
      'a script packed into an old presentation',
      'ppt',
      'embedded-program',
      () =>
        makeCompound({
          'PowerPoint Document': record(
            0x1011,
            Buffer.concat([zeros(4), deflateSync(packedFile('a.vbs', Buffer.from('MsgBox 1')))]),
            1,
          ),
        }),
    ],
    [
      'a program as a part',
      'pptx',
      'embedded-program',
      () => makeOffice('pptx', [{ name: 'ppt/media/image1.png', content: program }]),
    ],
    [
      'a program in an archive',
      'zip',
      'embedded-program',
      () => makeArchive([{ name: '播放器.exe', content: 'a' }]),
    ],
    [
      'a program that ends with a dot',
      'zip',
      'embedded-program',
      () => makeArchive([{ name: 'a.exe. ', content: 'a' }]),
    ],
    [
      'a program named as a picture',
      'zip',
      'embedded-program',
      () => makeArchive([{ name: 'a.jpg', content: program }]),
    ],
    [
      'a script for a shell',
      'zip',
      'embedded-program',
      () => makeArchive([{ name: 'a', content: '#!/bin/sh\nrm -rf /' }]),
    ],
    [
      'a program for Linux',
      'zip',
      'embedded-program',
      () => makeArchive([{ name: 'a', content: Buffer.from('7f454c4602010100', 'hex') }]),
    ],
    [
      'a link to a program',
      'zip',
      'embedded-program',
      () => makeArchive([{ name: '打开我.lnk', content: 'a' }]),
    ],
    [
      'a program in an archive in an archive',
      'zip',
      'embedded-program',
      () => makeArchive([{ name: 'a.zip', content: makeArchive([{ name: 'b.scr', content: 'a' }]) }]),
    ],
    [
      'a field that runs a program',
      'docx',
      'external-content',
      () =>
        makeOffice('docx', [], {
          body: '<w:instrText>DDE</w:instrText><w:instrText>AUTO c:\\\\cmd.exe</w:instrText>',
        }),
    ],
    [
      'a field written in codes and pieces of text',
      'docx',
      'external-content',
      () =>
        makeOffice('docx', [], {
          body: '<x:instrText><![CDATA[D]]><!-- -->&#68;</x:instrText><x:instrText>EAUTO c:\\cmd.exe</x:instrText>',
        }),
    ],
    [
      'a field in a part of another name',
      'docx',
      'external-content',
      () => makeOffice('docx', [{ name: 'parts/a.dat', content: '<a><b:instrText>DDE a</b:instrText></a>' }]),
    ],
    [
      'a formula that runs a program',
      'xlsx',
      'external-content',
      () =>
        makeOffice('xlsx', [
          {
            name: 'xl/externalLinks/externalLink1.xml',
            content: '<externalLink><ddeLink ddeService="cmd"/></externalLink>',
          },
        ]),
    ],
    [
      'a template from the web',
      'docx',
      'external-content',
      () => makeOffice('docx', [relationship('attachedTemplate', 'https://example.org/a.dotm')]),
    ],
    [
      'a template written in codes',
      'docx',
      'external-content',
      () => makeOffice('docx', [relationship('attachedTemplate', '&#x68;ttps://example.org/a.dotm')]),
    ],
    [
      'a template whose address holds the end of an element',
      'docx',
      'external-content',
      () => makeOffice('docx', [relationship('attachedTemplate', 'https://example.org/?a>b')]),
    ],
    [
      'an object from the web',
      'docx',
      'external-content',
      () => makeOffice('docx', [relationship('oleObject', 'http://example.org/a.html!')]),
    ],
    [
      'a picture on another computer of the network',
      'docx',
      'external-content',
      () => makeOffice('docx', [relationship('image', 'file://198.51.100.7/a.png')]),
    ],
    [
      'a picture by a network path',
      'pptx',
      'external-content',
      () => makeOffice('pptx', [relationship('image', '\\\\198.51.100.7\\a.png')]),
    ],
    [
      'another document taken in as it is',
      'docx',
      'embedded-file',
      () => makeOffice('docx', [relationship('aFChunk', 'a.mht', 'Internal')]),
    ],
    ['a script in a PDF', 'pdf', 'active-content', () => pdf(`2 0 obj\n${script}\nendobj`)],
    [
      'a script whose name is written in codes',
      'pdf',
      'active-content',
      () => pdf('2 0 obj\n<</S /Java#53cript>>\nendobj'),
    ],
    [
      'a script in packed objects',
      'pdf',
      'active-content',
      () => pdf(pdfStream('/Type /ObjStm /Filter /FlateDecode', deflateSync(script))),
    ],
    [
      'a script in packed objects that another stream hides',
      'pdf',
      'active-content',
      () => pdf(pdfStream('', pdfStream('/Type /ObjStm /Filter [/FlateDecode]', deflateSync(script)))),
    ],
    [
      'objects packed twice',
      'pdf',
      'damaged',
      () =>
        pdf(
          pdfStream(
            '/Type /ObjStm /Filter [/ASCIIHexDecode /FlateDecode]',
            Buffer.from(deflateSync(script).toString('hex')),
          ),
        ),
    ],
    [
      'a PDF that starts a program',
      'pdf',
      'active-content',
      () => pdf('2 0 obj\n<</S /Launch /F (cmd.exe)>>\nendobj'),
    ],
    [
      'a PDF with a file inside',
      'pdf',
      'embedded-file',
      () => pdf(pdfStream('/Type /EmbeddedFile', program)),
    ],
    ['a form with scripts', 'pdf', 'active-content', () => pdf('2 0 obj\n<</XFA 3 0 R>>\nendobj')],
    ['a PDF cut short', 'pdf', 'damaged', () => pdf('', { end: '' })],
    [
      'a script in a PDF in an archive',
      'zip',
      'active-content',
      () => makeArchive([{ name: 'a.pdf', content: pdf(`2 0 obj\n${script}\nendobj`) }]),
    ],
    [
      'a script in a PDF in an archive that begins with a blank',
      'zip',
      'active-content',
      () =>
        makeArchive([
          { name: 'a.pdf', content: Buffer.concat([Buffer.from('\n'), pdf(`2 0 obj\n${script}\nendobj`)]) },
        ]),
    ],
    [
      'what macOS keeps beside a PDF',
      'zip',
      'accepted',
      () => makeArchive([{ name: '__MACOSX/._a.pdf', content: Buffer.from('0005160700020000', 'hex') }]),
    ],

    // Old formats that turn in circles.
    [
      'a chain without an end',
      'doc',
      'damaged',
      () => {
        const file = makeCompound({ WordDocument: word() });
        file.writeUInt32LE(0, file.readUInt32LE(76) * 512 + 512);
        return file;
      },
    ],
    [
      'tables that list each other',
      'doc',
      'damaged',
      () => {
        const file = makeCompound({ WordDocument: word() });
        file.writeUInt32LE(0, 68);
        file.fill(0, 512, 1024);
        return file;
      },
    ],
    [
      'a stream as long as it likes',
      'doc',
      'damaged',
      () => {
        const file = makeCompound({ WordDocument: word() });
        file.writeUInt32LE(0x7fffffff, (file.readUInt32LE(48) + 1) * 512 + 128 + 120);
        return file;
      },
    ],
    ['nothing but the beginning', 'ppt', 'damaged', () => Buffer.from('d0cf11e0a1b11ae1', 'hex')],
  ];

/** What teachers have and what attackers make, each with what is to be found. */
export const sampleDocuments: readonly SampleDocument[] = rows.map(([what, extension, found, file]) => ({
  ...{ what, extension, found, file },
  isHeavy: /\bbomb\b|500 MB/.test(what),
}));
