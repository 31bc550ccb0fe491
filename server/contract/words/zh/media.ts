/** Why a video did not become a lesson, and what is worth knowing of one that did: what is wrong, what to do. */
export const mediaReasons = {
  unreadable: '这个文件无法打开，可能已损坏或不是视频。请在电脑上播放确认后，重新导出为 MP4 再上传。',
  'no-video': '文件里没有画面，只有声音或图片。请上传带画面的视频。',
  'no-picture-decoded': '视频画面无法解码。请用录屏或剪辑软件重新导出为 MP4（H.264）再上传。',
  truncated: '视频不完整，结尾缺失。请检查原文件能否播放到最后，重新导出或重新拷贝后再上传。',
  unsupported: '不支持这种文件格式。请导出为 MP4（H.264 + AAC）再上传。',
  'too-long': '视频太长，最多 4 小时。请剪辑后再上传。',
  'too-large': '画面尺寸太大。请导出为 1920×1080 或更小再上传。',
  limit: '处理这个文件超出了时间或内存限制。请重新导出为普通的 MP4 再上传。',
  'decode-failed': '视频有一部分无法解码，可能已损坏。请重新导出后再上传。',
  interrupted: '处理多次被中断。请点“重试”；若仍不行，请联系管理员。',
  error: '处理时服务器出错。请点“重试”；若仍不行，请联系管理员。',
  unavailable: '转码服务暂不可用，恢复后会自动继续。',
  'no-room': '服务器磁盘空间不足，腾出空间后会自动继续。',
} as const;

export const mediaWarnings = {
  'high-dynamic-range': '原视频是 HDR，已转成普通色彩，请检查颜色是否正常。',
  interlaced: '原视频是隔行扫描，已做处理，请检查画面是否有横纹。',
  'no-sound': '视频没有声音，请确认是否如此。',
  'low-resolution': '原视频清晰度较低，文字可能看不清。',
  'decode-errors': '原视频有少量损坏，请检查画面。',
  'longer-than-said': '视频实际长度与文件记录不一致，请从头到尾看一遍。',
  'covers-blank': '没有找到合适的封面画面，可以自己上传一张。',
  'cover-pending': '上传的封面正在处理，很快就会显示。',
  'cover-unreadable': '上传的封面图片已损坏，没有采用。请换一张 JPEG、PNG 或 WebP 图片。',
  'cover-unsupported': '上传的封面不是 JPEG、PNG 或 WebP 图片，没有采用。请换一张。',
  'cover-too-large': '上传的封面尺寸太大（最多 4000 万像素），没有采用。请缩小后再上传。',
  'cover-failed': '处理上传的封面时服务器出错，没有采用。请再上传一次；若仍不行，请联系管理员。',
  'too-short-for-kind': '微课一般为 3–20 分钟，这节课只有 {minutes} 分钟。',
  'too-long-for-kind': '这个类型一般不超过 {limit} 分钟，这节课有 {minutes} 分钟。',
} as const;
