/**
 * Words of school that mean the same, a group a line: what pupils and parents say and what books print, today's names
 * and those of before, Chinese and English. Only where each may stand for any other in a search. A bureau switches
 * single ones off and adds its own.
 */
const lines = `
作文、习作
文言文、古文
标点、标点符号
修辞、修辞手法
形近字、形似字
反问句、反诘句
乘法口诀、九九表、乘法表、九九乘法表、小九九
勾股定理、毕达哥拉斯定理
元角分、人民币
一元二次方程、二次方程
奥数、数学竞赛、奥林匹克数学
因式分解、分解因式
最大公因数、最大公约数
因数、约数
质数、素数
质因数、素因数
平面直角坐标系、直角坐标系、笛卡尔坐标系
圆周率、π
图象、图像
长方形、矩形
平均数、平均值
百分数、百分率、百分比
应用题、解决问题
退位减法、借位减法
简便计算、简便运算、简算、巧算
四则运算、四则混合运算
科学记数法、科学计数法
韦达定理、根与系数的关系
钟表、时钟
抽屉原理、鸽巢问题、抽屉问题
排列组合、排列与组合
四边形内角和、四边形的内角和
三角形内角和、三角形的内角和
牛顿第一定律、惯性定律
阿基米德原理、浮力定律
多用电表、万用表
电流表、安培表
电压表、伏特表
测电笔、试电笔
自由落体、自由落体运动
机械能守恒、机械能守恒定律
能量守恒、能量守恒定律
元素周期表、化学元素周期表
氧化还原、氧化还原反应
酸碱中和、中和反应
酒精、乙醇
小苏打、碳酸氢钠
纯碱、碳酸钠
烧碱、氢氧化钠、火碱
双氧水、过氧化氢
生石灰、氧化钙
熟石灰、氢氧化钙
水银、金属汞
番茄、西红柿
土豆、马铃薯
玉米、苞米
红薯、甘薯
DNA、脱氧核糖核酸
RNA、核糖核酸
艾滋病、AIDS
呼吸作用、细胞呼吸
第一次世界大战、一战
第二次世界大战、二战
抗日战争、抗战
秦始皇、嬴政
唐太宗、李世民
孙中山、孙文
京杭大运河、京杭运河、大运河
丝绸之路、丝路
珠穆朗玛峰、珠峰
长江三角洲、长三角
珠江三角洲、珠三角
奥运会、奥林匹克运动会、Olympic Games、Olympics
世界贸易组织、世贸组织、WTO
世界卫生组织、WHO
欧洲联盟、欧盟
人民代表大会制度、人大制度
社会主义核心价值观、核心价值观
幻灯片、演示文稿、PPT
电子表格、Excel
程序设计、编程
图形化编程、Scratch
因特网、互联网、internet
电子邮件、email、e-mail
思维导图、mind map
一般现在时、simple present
一般过去时、simple past
一般将来时、simple future
现在进行时、present continuous、present progressive
现在完成时、present perfect
定语从句、attributive clause、relative clause
宾语从句、object clause
状语从句、adverbial clause
被动语态、passive voice
虚拟语气、subjunctive mood
情态动词、modal verbs
比较级、comparative
最高级、superlative
不定式、infinitive
动名词、gerund
音标、phonetic symbols
自然拼读、phonics
绘本、picture book
万圣节、Halloween
感恩节、Thanksgiving
中秋节、Mid-Autumn Festival
端午节、Dragon Boat Festival
春节、Spring Festival
圣诞节、Christmas
广播操、广播体操
国画、中国画
期中复习、期中总复习
期末复习、期末总复习
`;

/** Each with its words, which all find each other. */
export const shippedSynonyms: readonly { readonly words: readonly string[]; readonly oneWay: false }[] = lines
  .trim()
  .split('\n')
  .map((line) => ({ words: line.split('、'), oneWay: false }));
