import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { extractText, mostTextBytes } from './extract-text.ts';
import { sampleDocuments } from './test/documents.ts';
import { makeArchive } from './test/make-archive.ts';
import { makeOldSlides, makeOldWord } from './test/make-old-texts.ts';
import { makeCodedPdf, makePdf } from './test/make-pdf.ts';
import { makeSlides, makeWord } from './test/make-texts.ts';

const paragraph = (text: string) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`;

describe('the text of a document', () => {
  it('is that of a Word document, its paragraphs in order and its notes behind', async () => {
    const file = makeWord(
      [
        '<w:p><w:r><w:t>分数的</w:t></w:r><w:r><w:t xml:space="preserve">初步 </w:t></w:r><w:r><w:t>认识&amp;练习</w:t></w:r></w:p>',
        `<w:tbl><w:tr><w:tc>${paragraph('二分之一')}</w:tc><w:tc>${paragraph('四分之一')}</w:tc></w:tr></w:tbl>`,
        '<w:p><w:r><w:delText>删去的话</w:delText><w:instrText>PAGE</w:instrText></w:r></w:p>',
        `<mc:AlternateContent><mc:Choice>${paragraph('文本框')}</mc:Choice><mc:Fallback>${paragraph('文本框')}</mc:Fallback></mc:AlternateContent>`,
        '<w:p><m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath></w:p>',
      ].join(''),
      `<w:footnote>${paragraph('注：平均分')}</w:footnote>`,
    );
    assert.equal(
      await extractText(file, 'docx'),
      '分数的初步 认识&练习\n二分之一\n四分之一\n文本框\nx+1\n注：平均分',
    );
  });

  it('is that of a presentation, in the order in which its slides are shown, with what the notes say', async () => {
    const file = makeSlides([
      { part: 'slide2.xml', texts: ['分蛋糕', '平均分'], notes: ['先问谁分过'] },
      { part: 'slide1.xml', texts: ['练一练'] },
    ]);
    assert.equal(await extractText(file, 'pptx'), '分蛋糕\n平均分\n先问谁分过\n练一练');
  });

  it('is that of a workbook’s sheets and cells, each once', async () => {
    const types = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
    const rels = (type: string, target: string) =>
      `<Relationships><Relationship Id="r1" Type="${types}/${type}" Target="${target}"/></Relationships>`;
    const file = makeArchive([
      { name: '_rels/.rels', content: rels('officeDocument', 'xl/workbook.xml') },
      { name: 'xl/workbook.xml', content: '<workbook><sheets><sheet name="评测"/></sheets></workbook>' },
      { name: 'xl/_rels/workbook.xml.rels', content: rels('sharedStrings', 'sharedStrings.xml') },
      {
        name: 'xl/sharedStrings.xml',
        content:
          '<sst><si><t>看图</t><rPh><t>kàn tú</t></rPh></si><si><r><t>写</t></r><r><t>分数</t></r></si></sst>',
      },
    ]);
    assert.equal(await extractText(file, 'xlsx'), '评测\n看图\n写分数');
  });

  it('is that of a workbook’s cells also where they have their texts in themselves', async () => {
    const types = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
    const rels = (type: string, target: string) =>
      `<Relationships><Relationship Id="r1" Type="${types}/${type}" Target="${target}"/></Relationships>`;
    const cell = (text: string) => `<c t="inlineStr"><is>${text}</is></c>`;
    const file = makeArchive([
      { name: '_rels/.rels', content: rels('officeDocument', 'xl/workbook.xml') },
      { name: 'xl/workbook.xml', content: '<workbook><sheets><sheet name="评测"/></sheets></workbook>' },
      { name: 'xl/_rels/workbook.xml.rels', content: rels('worksheet', 'worksheets/sheet1.xml') },
      {
        name: 'xl/worksheets/sheet1.xml',
        content: `<worksheet><sheetData><row>${cell('<t>看图</t>')}<c><v>7</v></c>${cell('<r><t>写</t></r><r><t>分数</t></r>')}${cell('<t>看图</t>')}</row></sheetData></worksheet>`,
      },
    ]);
    assert.equal(await extractText(file, 'xlsx'), '评测\n看图\n写分数');
  });

  it('is that of an old Word document, piece by piece, without what its fields command', async () => {
    const file = makeOldWord([
      { text: '分数的', isCompressed: false },
      { text: 'first ', isCompressed: true },
      { text: '认识\u0007\r\u0013 HYPERLINK "a" \u0014平均分\u0015完', isCompressed: false },
    ]);
    assert.equal(await extractText(file, 'doc'), '分数的first 认识\n平均分完');
  });

  it('is that of an old presentation, without what stands on every slide', async () => {
    const file = makeOldSlides({ master: '单击此处编辑', slides: ['分蛋糕\r平均分', 'Half'] });
    assert.equal(await extractText(file, 'ppt'), '分蛋糕\n平均分\nHalf');
  });

  it('is that of a PDF with a table of its characters, its lines joined where a sentence goes on', async () => {
    const file = makePdf(['把一个蛋糕平均', '分成两份', 'each is a half'], ['第二页']);
    assert.equal(await extractText(file, 'pdf'), '把一个蛋糕平均分成两份\neach is a half\n第二页');
  });

  for (const [encoding, ordering, codes, text] of [
    ['GBK-EUC-H', 'GB1', 'd2bbd4aab6fe4162', '一元二Ab'],
    ['UniGB-UCS2-H', 'GB1', '4e008f740061', '一轴a'],
    ['UniGB-UTF16-H', 'GB1', '4e00ff0c4e8cff01', '一，二！'],
    ['UniCNS-UTF16-H', 'CNS1', '4e00ff1aff084e8cff09', '一：（二）'],
    ['ETen-B5-H', 'CNS1', 'a4d1bcc641', '天數A'],
    ['Identity-H', 'GB1', '03e80400', ''],
  ] as const) {
    it(`is that of a PDF in ${encoding} as its codes say, where it has no table of its own`, async () => {
      assert.equal(await extractText(makeCodedPdf(encoding, ordering, codes), 'pdf'), text);
    });
  }

  it('is empty where a PDF is nothing but pictures', async () => {
    assert.equal(await extractText(makePdf([]), 'pdf'), '');
  });

  for (const [encoding, bytes] of [
    ['UTF-8', Buffer.from('一、看图\r\n二、填空')],
    ['UTF-16', Buffer.from('\ufeff一、看图\r\n二、填空', 'utf16le')],
    ['GB 18030', Buffer.from('d2bba1a2bfb4cdbc0d0ab6fea1a2cceebfd5', 'hex')],
  ] as const) {
    it(`is that of a plain text in ${encoding}`, async () => {
      assert.equal(await extractText(bytes, 'txt'), '一、看图\n二、填空');
    });
  }

  it('ends at 200 kB, with a whole character', async () => {
    const text = await extractText(Buffer.from(`a${'分'.repeat(100_000)}`), 'txt');
    assert.match(text, /^a分+$/);
    assert.equal(Buffer.byteLength(text), mostTextBytes - 1 - ((mostTextBytes - 2) % 3));
  });

  it('of whatever was made to do harm is a text or an error, and never more than is kept', async () => {
    const kinds = ['pdf', 'doc', 'docx', 'ppt', 'pptx', 'xlsx', 'txt'];
    const samples = sampleDocuments.filter(({ extension, isHeavy }) => kinds.includes(extension) && !isHeavy);
    assert.ok(samples.length > 30);
    for (const { what, extension, file } of samples) {
      const text = await extractText(file(), extension).catch((error: unknown) => {
        assert.ok(error instanceof Error, what);
        return '';
      });
      assert.ok(Buffer.byteLength(text) <= mostTextBytes, what);
    }
  });

  it('has nothing that cannot be seen or that only one font knows', async () => {
    assert.equal(
      await extractText(Buffer.from('分\u200b数\ue000\u0007的\t\u00a0意义'), 'txt'),
      '分数的 意义',
    );
  });
});
