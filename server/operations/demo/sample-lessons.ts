/** One lesson of the sample library: where it stands, and the slides its video is made of. */
export interface SampleLesson {
  title: string;
  teacher: 'teacher' | 'teacher2';
  place: {
    stage: string;
    subject: string;
    edition: string;
    grade?: string;
    volume: string;
    unit: string;
    topic?: string;
  };
  summary: string;
  keywords: string[];
  /** Six hexadecimal digits: the subject's hue. */
  hue: string;
  /** Seconds that each slide stays. */
  secondsPerSlide: number;
  slides: { heading: string; lines: string[] }[];
}

const quick = 7;

/** Six stages and subjects and more, written for this purpose; two are as long as a real micro-lesson. */
export const sampleLessons: readonly SampleLesson[] = [
  {
    title: '几分之一的认识',
    teacher: 'teacher',
    place: {
      stage: '小学',
      subject: '数学',
      edition: '人教版',
      grade: '三年级',
      volume: '上册',
      unit: '第八单元 分数的初步认识',
      topic: '几分之一的认识',
    },
    summary: '从平均分一个月饼开始，认识二分之一、四分之一，会读、会写、会比较几分之一的大小。',
    keywords: ['分数', '平均分', '几分之一'],
    hue: '2B5BA8',
    secondsPerSlide: 38,
    slides: [
      { heading: '几分之一的认识', lines: ['三年级上册 · 第八单元', '准备一张圆形纸片和一把剪刀'] },
      {
        heading: '把一个月饼平均分成两份',
        lines: ['每份同样多，才叫“平均分”', '每份是这个月饼的二分之一', '写作 1/2，读作二分之一'],
      },
      {
        heading: '折一折，涂一涂',
        lines: ['把圆形纸片对折再对折', '平均分成了 4 份', '其中一份是它的四分之一，写作 1/4'],
      },
      {
        heading: '比一比：1/2 和 1/4 谁大？',
        lines: ['同一个圆，分的份数越多', '每一份就越小', '所以 1/2 大于 1/4'],
      },
      {
        heading: '今天学到了什么',
        lines: ['先平均分，再说几分之一', '分母表示平均分成几份', '课后：找一找身边的几分之一'],
      },
    ],
  },
  {
    title: '两端都栽的植树问题',
    teacher: 'teacher',
    place: {
      stage: '小学',
      subject: '数学',
      edition: '人教版',
      grade: '五年级',
      volume: '上册',
      unit: '第七单元 数学广角——植树问题',
      topic: '两端都栽的植树问题',
    },
    summary: '用画线段图的办法找到棵数和间隔数的关系。',
    keywords: ['植树问题', '间隔'],
    hue: '2B5BA8',
    secondsPerSlide: quick,
    slides: [
      { heading: '两端都栽的植树问题', lines: ['五年级上册 · 数学广角'] },
      {
        heading: '20 米长的小路，每隔 5 米栽一棵',
        lines: ['20 ÷ 5 = 4（个间隔）', '两端都栽：4 + 1 = 5（棵）'],
      },
      { heading: '记住这句话', lines: ['两端都栽：棵数 = 间隔数 + 1', '先画图，再列式'] },
    ],
  },
  {
    title: '大青树下的小学',
    teacher: 'teacher2',
    place: {
      stage: '小学',
      subject: '语文',
      edition: '统编版',
      grade: '三年级',
      volume: '上册',
      unit: '第一单元',
      topic: '大青树下的小学',
    },
    summary: '读准“坝”“汉”等生字，体会边疆小学的欢乐与团结。',
    keywords: ['生字', '民族团结'],
    hue: '7A3B69',
    secondsPerSlide: quick,
    slides: [
      { heading: '大青树下的小学', lines: ['三年级上册 · 第一单元'] },
      { heading: '读准这些字', lines: ['坝（bà）  汉（hàn）', '绒（róng）  孔（kǒng）'] },
      { heading: '边读边想', lines: ['上学路上，小学生们怎样走来？', '课堂上、下课后，各有什么景象？'] },
    ],
  },
  {
    title: '草船借箭：人物的计谋',
    teacher: 'teacher2',
    place: {
      stage: '小学',
      subject: '语文',
      edition: '统编版',
      grade: '五年级',
      volume: '下册',
      unit: '第二单元',
      topic: '草船借箭',
    },
    summary: '理清起因、经过、结果，从语言和行动看诸葛亮的神机妙算。',
    keywords: ['古典名著', '三国'],
    hue: '7A3B69',
    secondsPerSlide: quick,
    slides: [
      { heading: '草船借箭', lines: ['五年级下册 · 第二单元'] },
      {
        heading: '事情是怎样发生的',
        lines: ['起因：三天造十万支箭', '经过：大雾漫天，擂鼓呐喊', '结果：满载而归'],
      },
      { heading: '人物的“智”', lines: ['知天文：料定三天后有大雾', '知人心：料定曹操不敢出兵'] },
    ],
  },
  {
    title: '静夜思：诵读与想象',
    teacher: 'teacher2',
    place: {
      stage: '小学',
      subject: '语文',
      edition: '统编版',
      grade: '一年级',
      volume: '下册',
      unit: '课文3',
      topic: '静夜思',
    },
    summary: '读准节奏，借助插图想象月夜，感受思乡之情。',
    keywords: ['古诗', '李白'],
    hue: '7A3B69',
    secondsPerSlide: quick,
    slides: [
      { heading: '静夜思', lines: ['唐 · 李白'] },
      { heading: '读出节奏', lines: ['床前 / 明月光，疑是 / 地上霜。', '举头 / 望明月，低头 / 思故乡。'] },
      { heading: '闭上眼睛想一想', lines: ['月光像什么？', '诗人抬头、低头时在想什么？'] },
    ],
  },
  {
    title: 'My school calendar：月份的说法',
    teacher: 'teacher2',
    place: {
      stage: '小学',
      subject: '英语',
      edition: '人教PEP',
      grade: '五年级',
      volume: '下册',
      unit: 'Unit 3 My school calendar',
    },
    summary: '学会用英语说月份和学校里的活动。',
    keywords: ['months', 'calendar'],
    hue: '0F6B6B',
    secondsPerSlide: quick,
    slides: [
      { heading: 'My school calendar', lines: ['五年级下册 · Unit 3'] },
      { heading: 'Months', lines: ['January  February  March', 'April  May  June'] },
      { heading: "Let's talk", lines: ['When is the school trip?', "It's in October."] },
    ],
  },
  {
    title: '水到哪里去了',
    teacher: 'teacher',
    place: {
      stage: '小学',
      subject: '科学',
      edition: '教科版',
      grade: '三年级',
      volume: '上册',
      unit: '第一单元 水',
      topic: '水到哪里去了',
    },
    summary: '对比有盖和没盖的杯子，认识蒸发。',
    keywords: ['蒸发', '实验'],
    hue: '5B6B1F',
    secondsPerSlide: quick,
    slides: [
      { heading: '水到哪里去了', lines: ['三年级上册 · 科学'] },
      { heading: '做个实验', lines: ['甲杯：敞口  乙杯：盖上保鲜膜', '放在窗台上三天，看水面变化'] },
      { heading: '我们的发现', lines: ['甲杯水面下降，乙杯几乎不变', '水变成水蒸气，到空气里去了：蒸发'] },
    ],
  },
  {
    title: '光的折射',
    teacher: 'teacher',
    place: {
      stage: '初中',
      subject: '物理',
      edition: '人教版',
      grade: '八年级',
      volume: '上册',
      unit: '第四章 光现象',
      topic: '光的折射',
    },
    summary: '从“池水变浅”引入，通过实验归纳光的折射规律，并解释生活中的现象。',
    keywords: ['折射', '光现象', '实验'],
    hue: '3A3F8F',
    secondsPerSlide: 37,
    slides: [
      { heading: '光的折射', lines: ['八年级上册 · 第四章 光现象'] },
      {
        heading: '筷子为什么“折断”了？',
        lines: ['把筷子斜插进水里', '从侧面看，筷子在水面处向上弯折', '其实是光的传播方向变了'],
      },
      {
        heading: '做一做：光从空气斜射入水中',
        lines: ['折射光线、入射光线、法线在同一平面', '折射光线和入射光线分居法线两侧', '折射角小于入射角'],
      },
      {
        heading: '想一想：光从水中斜射入空气呢？',
        lines: ['光路可逆', '折射角大于入射角', '所以看到的池底比实际的浅'],
      },
      {
        heading: '小结与练习',
        lines: ['斜射时方向改变，垂直入射时不变', '练习：渔民叉鱼应瞄准鱼的上方还是下方？'],
      },
    ],
  },
  {
    title: '声音的产生与传播',
    teacher: 'teacher',
    place: {
      stage: '初中',
      subject: '物理',
      edition: '人教版',
      grade: '八年级',
      volume: '上册',
      unit: '第二章 声现象',
      topic: '声音的产生与传播',
    },
    summary: '摸一摸、看一看，知道声音由振动产生，传播需要介质。',
    keywords: ['声音', '振动', '介质'],
    hue: '3A3F8F',
    secondsPerSlide: quick,
    slides: [
      { heading: '声音的产生与传播', lines: ['八年级上册 · 第二章'] },
      { heading: '手放在喉咙上说话', lines: ['感到振动了吗？', '声音由物体的振动产生'] },
      { heading: '真空不能传声', lines: ['抽出玻璃罩里的空气', '铃声越来越小：传播需要介质'] },
    ],
  },
  {
    title: '勾股定理的发现',
    teacher: 'teacher',
    place: {
      stage: '初中',
      subject: '数学',
      edition: '人教版',
      grade: '八年级',
      volume: '下册',
      unit: '第十七章 勾股定理',
      topic: '勾股定理',
    },
    summary: '从地砖图案出发，用面积法说明直角三角形三边的关系。',
    keywords: ['勾股定理', '面积法'],
    hue: '2B5BA8',
    secondsPerSlide: quick,
    slides: [
      { heading: '勾股定理的发现', lines: ['八年级下册 · 第十七章'] },
      { heading: '数一数三个正方形的面积', lines: ['两个小正方形面积的和', '等于大正方形的面积'] },
      { heading: '勾股定理', lines: ['直角边 a、b，斜边 c', 'a² + b² = c²'] },
    ],
  },
  {
    title: '质量守恒定律',
    teacher: 'teacher2',
    place: {
      stage: '初中',
      subject: '化学',
      edition: '人教版',
      grade: '九年级',
      volume: '上册',
      unit: '第五单元 化学方程式',
      topic: '质量守恒定律',
    },
    summary: '称一称反应前后的质量，从原子的角度解释为什么守恒。',
    keywords: ['质量守恒', '化学方程式'],
    hue: '8A5A00',
    secondsPerSlide: quick,
    slides: [
      { heading: '质量守恒定律', lines: ['九年级上册 · 第五单元'] },
      { heading: '称一称', lines: ['铁钉与硫酸铜溶液', '反应前后天平仍然平衡'] },
      { heading: '为什么守恒', lines: ['原子的种类没有变', '原子的数目和质量没有变'] },
    ],
  },
  {
    title: '北京人：早期人类的生活',
    teacher: 'teacher2',
    place: {
      stage: '初中',
      subject: '历史',
      edition: '统编版',
      grade: '七年级',
      volume: '上册',
      unit: '第一单元 史前时期',
      topic: '中国境内早期人类的代表——北京人',
    },
    summary: '从化石和遗迹推想北京人的生活。',
    keywords: ['史前', '北京人'],
    hue: '7A4A2B',
    secondsPerSlide: quick,
    slides: [
      { heading: '北京人', lines: ['七年级上册 · 第1课'] },
      { heading: '他们会做什么', lines: ['打制石器', '使用天然火，会保存火种'] },
      { heading: '化石告诉我们', lines: ['直立行走，过着群居生活', '考古发现是了解史前的重要证据'] },
    ],
  },
  {
    title: '《荷塘月色》的通感',
    teacher: 'teacher',
    place: {
      stage: '高中',
      subject: '语文',
      edition: '统编版',
      volume: '必修 上册',
      unit: '第七单元',
      topic: '荷塘月色',
    },
    summary: '抓住两处通感，体会朱自清写景的细腻。',
    keywords: ['散文', '通感', '朱自清'],
    hue: '7A3B69',
    secondsPerSlide: quick,
    slides: [
      { heading: '《荷塘月色》的通感', lines: ['高中语文 · 必修上册 第七单元'] },
      { heading: '什么是通感', lines: ['把一种感觉写成另一种感觉', '嗅觉可以听见，视觉也有旋律'] },
      { heading: '试着写一句', lines: ['选一个夜晚的声音', '把它写成颜色或触觉'] },
    ],
  },
  {
    title: '函数的单调性和最值',
    teacher: 'teacher',
    place: {
      stage: '高中',
      subject: '数学',
      edition: '北师大版',
      volume: '必修 第一册',
      unit: '第二章 函数',
      topic: '函数的单调性和最值',
    },
    summary: '从图象上升、下降到用不等式刻画单调性。',
    keywords: ['函数', '单调性'],
    hue: '2B5BA8',
    secondsPerSlide: quick,
    slides: [
      { heading: '函数的单调性和最值', lines: ['高中数学 · 必修第一册 第二章'] },
      { heading: '图象在说什么', lines: ['从左往右看：上升、下降', '自变量增大，函数值怎样变？'] },
      { heading: '用符号说清楚', lines: ['任取 x₁ < x₂', '都有 f(x₁) < f(x₂)：单调递增'] },
    ],
  },
];
