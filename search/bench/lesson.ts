/** A lesson of a corpus: names in Chinese, as people write them; what is not known is empty. */
export interface BenchLesson {
  id: string;
  title: string;
  stage: string;
  subject: string;
  edition: string;
  grade: string;
  volume: string;
  /** With its printed number: 第八单元 分数的初步认识. */
  unit: string;
  /** The printed number of the lesson: 12, 第3课, 第一节. */
  no: string;
  teacher: string;
  /** What is said in it, a sentence a line. */
  captions?: string;
}
