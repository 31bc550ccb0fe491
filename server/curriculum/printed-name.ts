const numbered =
  /^(第\s*[〇零一二三四五六七八九十百\d]+\s*(?:单元|章|节|课|编|部分|讲)|(?:starter\s+)?unit\s*\d+|module\s*\d+(?:\s+unit\s*\d+)?|chapter\s*\d+)(?:[\s:：.、·]+(.+))?$/iu;

export interface PrintedName {
  label: string | null;
  name: string;
}

/** Parts 第八单元 分数的初步认识 into number and name. A number alone is the name. */
export function splitPrintedName(text: string): PrintedName {
  const trimmed = text.trim();
  const match = numbered.exec(trimmed);
  const [, label, name] = match ?? [];
  return label && name ? { label: label.trim(), name: name.trim() } : { label: null, name: trimmed };
}
