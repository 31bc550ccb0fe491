/** Why a video did not become a lesson, and what is worth knowing of one that did: what is wrong, what to do. */
export const mediaReasons = {
  unreadable: '这个文件无法打开，可能已损坏或不是视频。请在电脑上播放确认后，重新导出为 MP4 再上传。',
  empty: '这是一个空文件，里面什么也没有。请检查原文件的大小，重新拷贝后再上传。',
  unfinished:
    '视频没有录完整，或没有下载、拷贝完整，打不开。请用原来的录制软件或相机打开修复，或重新下载、拷贝后再上传。',
  'no-video': '文件里没有画面。请上传带画面的视频。',
  'sound-only':
    '这个文件只有声音，没有画面。请上传视频；只有录音时，可先在剪辑软件里配上课件画面再导出 MP4。',
  'still-picture': '这是一张图片，不是视频。图片可以用作封面，或在课程的“配套资料”里上传。',
  document:
    '这是文档或网页，不是视频。课件和教案请在课程的“配套资料”里上传；从网上下载的，请重新下载视频本身。',
  archive: '这是压缩包或工程文件，不是视频。请先解压，上传里面的视频；剪辑软件的工程请导出为 MP4。',
  project: '这是剪辑软件的工程文件，里面没有视频。请在剪辑软件里点“导出”，生成 MP4 后再上传。',
  playlist: '这是播放列表，里面没有视频本身。请上传它指向的视频文件。',
  program: '这是程序或 Flash 动画，不是视频。请用录屏软件录成 MP4 再上传。',
  encrypted:
    '这个视频加了密（有版权保护，或是视频网站客户端的缓存），无法处理。请上传自己录制、没有加密的视频。',
  'no-picture-decoded': '视频画面无法解码。请用录屏或剪辑软件重新导出为 MP4（H.264）再上传。',
  truncated: '视频不完整，结尾缺失。请检查原文件能否播放到最后，重新导出或重新拷贝后再上传。',
  unsupported: '不支持这种文件格式或编码。请用剪辑软件或“格式工厂”等转成 MP4（H.264 + AAC）再上传。',
  'too-long': '视频太长，最多 4 小时。请剪辑后再上传。',
  'too-large': '画面尺寸太大。请导出为 1920×1080 或更小再上传。',
  limit: '处理这个文件超出了时间或内存限制。请重新导出为普通的 MP4 再上传。',
  'decode-failed': '视频有一部分无法解码，可能已损坏。请重新导出后再上传。',
  interrupted: '处理多次被中断。请点“重试”；若仍不行，请联系管理员。',
  error: '处理时服务器出错。请点“重试”；若仍不行，请联系管理员。',
  unavailable: '转码服务暂不可用，恢复后会自动继续。',
  'no-store': '存放视频的服务器暂时连不上，恢复后会自动继续。',
  'no-room': '服务器磁盘空间不足，腾出空间后会自动继续。',
} as const;

export const mediaWarnings = {
  'high-dynamic-range': '原视频是 HDR，已转成普通亮度和色彩，请检查颜色是否正常。',
  interlaced: '原视频是隔行扫描，已做处理，请检查画面是否有横纹。',
  'no-sound': '视频没有声音，请确认是否如此。',
  'low-resolution': '原视频清晰度较低，文字可能看不清。',
  'copy-unfit': '原视频的画面不能直接采用，最高的清晰度已重新编码，请检查画面。',
  'decode-errors': '原视频有少量损坏，请检查画面。',
  'longer-than-said': '视频实际长度与文件记录不一致，请从头到尾看一遍。',
  'covers-blank': '没有找到合适的封面画面，可以自己上传一张。',
  'captions-failed':
    '自动字幕没有生成，课程不受影响。可以自己上传字幕；管理员能在“系统状态”里看到原因并重试。',
  'cover-pending': '上传的封面正在处理，很快就会显示。',
  'cover-unreadable': '上传的封面图片已损坏，没有采用。请换一张 JPEG、PNG 或 WebP 图片。',
  'cover-unsupported': '上传的封面不是 JPEG、PNG 或 WebP 图片，没有采用。请换一张。',
  'cover-too-large': '上传的封面尺寸太大（最多 4000 万像素），没有采用。请缩小后再上传。',
  'cover-failed': '处理上传的封面时服务器出错，没有采用。请再上传一次；若仍不行，请联系管理员。',
  seconds: '{seconds} 秒',
  'too-short-for-kind': '微课一般为 3–20 分钟，这节课只有 {length}。',
  'too-long-for-kind': '这个类型一般不超过 {limit} 分钟，这节课有 {length}。',
} as const;
