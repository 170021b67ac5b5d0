<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en_US">
<context>
    <name>ChatText</name>
    <message>
        <source>System</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>You</source>
        <translation>你</translation>
    </message>
    <message>
        <source>Written by hand</source>
        <translation>手写</translation>
    </message>
    <message>
        <source>The answer was empty.</source>
        <translation>回答是空的。</translation>
    </message>
    <message>
        <source>no system prompt; the pencil gives one</source>
        <translation>没有系统提示；点铅笔可写一条</translation>
    </message>
    <message>
        <source>from the template: %1</source>
        <translation>来自模板：%1</translation>
    </message>
    <message>
        <source>cut at its length</source>
        <translation>达到长度而截断</translation>
    </message>
    <message>
        <source>the context is full</source>
        <translation>上下文已满</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>greedy</source>
        <translation>贪心</translation>
    </message>
    <message numerus="yes">
        <source>beam search, %n beams</source>
        <translation>
            <numerusform>束搜索，%n&#x2009;束</numerusform>
        </translation>
    </message>
    <message>
        <source>temperature %1</source>
        <translation>温度&#x2009;%1</translation>
    </message>
    <message>
        <source>seed %1</source>
        <translation>种子&#x2009;%1</translation>
    </message>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n&#x2009;个词元</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 nats/token</source>
        <translation>每词元&#x2009;%1&#x2009;奈特</translation>
    </message>
    <message>
        <source>template %1, the model&apos;s own</source>
        <extracomment>%1 is a family of templates: &quot;ChatML&quot;</extracomment>
        <translation>模板&#x2009;%1，模型自带</translation>
    </message>
    <message>
        <source>no template: a plain dialogue</source>
        <translation>没有模板：用普通对白</translation>
    </message>
    <message>
        <source>template unknown: shown, not supported</source>
        <translation>模板未知：只显示，不支持</translation>
    </message>
    <message>
        <source>This model does not continue texts, so it cannot answer.</source>
        <translation>此模型不续写文本，因此不能回答。</translation>
    </message>
    <message>
        <source>This model brings no chat template: it continues texts and was not taught to answer. It is given a plain dialogue to go on with: %1</source>
        <translation>此模型没有自带对话模板：它只会续写文本，没有学过回答。这里给它一段普通对白，让它接着写：%1</translation>
    </message>
    <message>
        <source>The model&apos;s chat template is of no family that is known here, so it cannot be talked to; its template is shown below.</source>
        <translation>此模型的对话模板不属于已知的任何一族，因此不能与它对话；模板显示在下面。</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>Continuations</source>
        <translation>续写</translation>
    </message>
    <message>
        <source>Show the continuations side by side</source>
        <translation>并排显示各个续写</translation>
    </message>
    <message>
        <source>Setting by setting</source>
        <translation>逐项设置</translation>
    </message>
    <message>
        <source>Show what each setting does to the distribution</source>
        <translation>显示每项设置对分布的影响</translation>
    </message>
    <message>
        <source>Compare branches</source>
        <translation>比较分支</translation>
    </message>
    <message>
        <source>Show two branches token by token</source>
        <translation>逐词元对照两条分支</translation>
    </message>
    <message>
        <source>Prompt template</source>
        <translation>提示模板</translation>
    </message>
    <message>
        <source>Build a zero-shot or few-shot prompt</source>
        <translation>组成零样本或少样本提示</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>生成</translation>
    </message>
    <message>
        <source>Continue the text with the settings at the right</source>
        <translation>按右侧的设置续写文本</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>单步</translation>
    </message>
    <message>
        <source>Add one token</source>
        <translation>添加一个词元</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop generating; what was made stays</source>
        <translation>停止生成，已生成的保留</translation>
    </message>
    <message>
        <source>Go to the text</source>
        <translation>转到文本</translation>
    </message>
    <message>
        <source>Put the caret into the text under glass</source>
        <translation>把光标放到文本中</translation>
    </message>
    <message>
        <source>Open model folder…</source>
        <translation>打开模型文件夹…</translation>
    </message>
    <message>
        <source>Open a model of your own, a folder in Hugging Face layout</source>
        <translation>打开自己的模型：Hugging Face&#x2009;格式的文件夹</translation>
    </message>
    <message>
        <source>Search commands</source>
        <translation>搜索命令</translation>
    </message>
    <message>
        <source>Find any command by a few letters</source>
        <translation>输入几个字即可找到任何命令</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>List every command and its keys</source>
        <translation>列出所有命令及其按键</translation>
    </message>
    <message>
        <source>About Vitrine</source>
        <translation>关于&#x2009;Vitrine</translation>
    </message>
    <message>
        <source>Version, licence and the libraries inside</source>
        <translation>版本、许可证和所用的库</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Close the window; the work is kept</source>
        <translation>关闭窗口，内容会保留</translation>
    </message>
    <message>
        <source>Larger type</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Make everything larger</source>
        <translation>放大整个界面</translation>
    </message>
    <message>
        <source>Smaller type</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Make everything smaller</source>
        <translation>缩小整个界面</translation>
    </message>
    <message>
        <source>Normal type</source>
        <translation>标准大小</translation>
    </message>
    <message>
        <source>Go back to the normal size</source>
        <translation>恢复标准大小</translation>
    </message>
    <message>
        <source>Light or dark theme</source>
        <translation>浅色或深色主题</translation>
    </message>
    <message>
        <source>Change between light and dark colours</source>
        <translation>在浅色与深色之间切换</translation>
    </message>
    <message>
        <source>Theme of the system</source>
        <translation>跟随系统主题</translation>
    </message>
    <message>
        <source>Use light or dark colours as the system does</source>
        <translation>与系统使用相同的浅色或深色</translation>
    </message>
    <message>
        <source>English or 中文</source>
        <translation>English&#x2009;或中文</translation>
    </message>
    <message>
        <source>Change the language of the interface</source>
        <translation>切换界面语言</translation>
    </message>
    <message>
        <source>Show or hide the rail</source>
        <translation>显示或隐藏侧栏</translation>
    </message>
    <message>
        <source>Show or hide the list of lenses at the left</source>
        <translation>显示或隐藏左侧的视角列表</translation>
    </message>
    <message>
        <source>Show or hide the inspector</source>
        <translation>显示或隐藏检查栏</translation>
    </message>
    <message>
        <source>Show or hide the column at the right</source>
        <translation>显示或隐藏右侧的一栏</translation>
    </message>
    <message>
        <source>Generate lens</source>
        <translation>“生成”视角</translation>
    </message>
    <message>
        <source>Watch the model continue the text</source>
        <translation>观察模型续写文本</translation>
    </message>
    <message>
        <source>Tokens lens</source>
        <translation>“词元”视角</translation>
    </message>
    <message>
        <source>Watch the tokeniser cut the text</source>
        <translation>观察分词器切分文本</translation>
    </message>
    <message>
        <source>Models and devices</source>
        <translation>模型与设备</translation>
    </message>
    <message>
        <source>Choose a model, where it runs, and how its weights are kept</source>
        <translation>选择模型、运行设备和权重精度</translation>
    </message>
    <message>
        <source>Attention as heat map</source>
        <translation>注意力热力图</translation>
    </message>
    <message>
        <source>Show one head as a matrix of queries and keys</source>
        <translation>把一个头显示为查询与键的矩阵</translation>
    </message>
    <message>
        <source>Attention as links</source>
        <translation>注意力连线</translation>
    </message>
    <message>
        <source>Show one head as curves between two columns of tokens</source>
        <translation>把一个头显示为两列词元之间的曲线</translation>
    </message>
    <message>
        <source>Attention as shaded text</source>
        <translation>注意力着色文本</translation>
    </message>
    <message>
        <source>Shade the text by what the selected token looks at</source>
        <translation>按所选词元的关注给文本着色</translation>
    </message>
    <message>
        <source>Merge tokens to words</source>
        <translation>把词元合并为词</translation>
    </message>
    <message>
        <source>Show attention between words instead of tokens</source>
        <translation>显示词与词而不是词元与词元之间的注意力</translation>
    </message>
    <message>
        <source>Switch the head off or on</source>
        <translation>关闭或打开此头</translation>
    </message>
    <message>
        <source>Take the selected head&apos;s output away, or give it back</source>
        <translation>去掉所选头的输出，或恢复它</translation>
    </message>
    <message>
        <source>Undo all changes of the model</source>
        <translation>撤销对模型的所有修改</translation>
    </message>
    <message>
        <source>Switch every head on and take the mask as the model has it</source>
        <translation>打开所有的头，恢复模型原来的掩码</translation>
    </message>
    <message>
        <source>Attention lens</source>
        <translation>注意力视角</translation>
    </message>
    <message>
        <source>See which tokens look at which, head by head</source>
        <translation>逐个头查看哪些词元关注哪些词元</translation>
    </message>
    <message>
        <source>Values of a layer</source>
        <translation>某一层的数值</translation>
    </message>
    <message>
        <source>Follow the selected token through one layer</source>
        <translation>跟随所选词元走过一层</translation>
    </message>
    <message>
        <source>Logit lens</source>
        <translation>logit&#x2009;透镜</translation>
    </message>
    <message>
        <source>Show what each layer would say</source>
        <translation>显示每一层会给出什么</translation>
    </message>
    <message>
        <source>Contributions to a logit</source>
        <translation>对&#x2009;logit&#x2009;的贡献</translation>
    </message>
    <message>
        <source>Show what each block adds to a logit</source>
        <translation>显示每个模块为一个&#x2009;logit&#x2009;加了多少</translation>
    </message>
    <message>
        <source>Neurons</source>
        <translation>神经元</translation>
    </message>
    <message>
        <source>Show the neurons of a layer and what excites them</source>
        <translation>显示一层的神经元以及什么使它们激活</translation>
    </message>
    <message>
        <source>Positional encodings</source>
        <translation>位置编码</translation>
    </message>
    <message>
        <source>Show the vectors that tell places apart</source>
        <translation>显示用来区分位置的向量</translation>
    </message>
    <message>
        <source>Patching</source>
        <translation>激活修补</translation>
    </message>
    <message>
        <source>Replace a hidden state and see the output change</source>
        <translation>替换一个隐藏状态，看输出如何变化</translation>
    </message>
    <message>
        <source>Layers lens</source>
        <translation>层视角</translation>
    </message>
    <message>
        <source>Follow a token through the model, box by box</source>
        <translation>跟随一个词元逐框走过模型</translation>
    </message>
    <message>
        <source>Hide special tokens</source>
        <translation>隐藏特殊词元</translation>
    </message>
    <message>
        <source>Leave [CLS], [SEP] and their kind out of the maps</source>
        <translation>不在图中显示&#x2009;[CLS]、[SEP]&#x2009;等特殊词元</translation>
    </message>
    <message>
        <source>Compare with model folder…</source>
        <translation>与模型文件夹对比…</translation>
    </message>
    <message>
        <source>Open a second model beside the first</source>
        <translation>在第一个模型旁打开另一个模型</translation>
    </message>
    <message>
        <source>Remove the second model</source>
        <translation>移除另一个模型</translation>
    </message>
    <message>
        <source>Show the first model alone again</source>
        <translation>重新只显示第一个模型</translation>
    </message>
    <message>
        <source>Hide or show the token</source>
        <translation>遮住或显示词元</translation>
    </message>
    <message>
        <source>Hide the selected token from the model, or show it</source>
        <translation>对模型遮住所选词元，或重新显示</translation>
    </message>
    <message>
        <source>Hide 15 % of the tokens</source>
        <translation>遮住&#x2009;15 %&#x2009;的词元</translation>
    </message>
    <message>
        <source>Hide tokens at random, as BERT learns</source>
        <translation>随机遮住词元，如同&#x2009;BERT&#x2009;训练时那样</translation>
    </message>
    <message>
        <source>Hide no token</source>
        <translation>不遮住任何词元</translation>
    </message>
    <message>
        <source>Show the model every token again</source>
        <translation>让模型重新看到所有词元</translation>
    </message>
    <message>
        <source>Probability lens</source>
        <translation>概率视角</translation>
    </message>
    <message>
        <source>Compare models from counting to Transformers on the same candidates</source>
        <translation>让从计数到&#x2009;Transformer&#x2009;的模型面对同样的候选</translation>
    </message>
    <message>
        <source>Embeddings lens</source>
        <translation>词嵌入视角</translation>
    </message>
    <message>
        <source>See words as vectors: neighbours, maps, analogies</source>
        <translation>把词看作向量：邻居、地图、类比</translation>
    </message>
    <message>
        <source>Train lens</source>
        <translation>训练视角</translation>
    </message>
    <message>
        <source>Make a model learn, and watch it from inside</source>
        <translation>让模型学习，并从内部观察</translation>
    </message>
    <message>
        <source>Open model file…</source>
        <translation>打开模型文件…</translation>
    </message>
    <message>
        <source>Open a model in one file: GGUF, or safetensors</source>
        <translation>打开单文件模型：GGUF&#x2009;或&#x2009;safetensors</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Talk to the model, or go back to the text</source>
        <translation>与模型对话，或回到文本</translation>
    </message>
    <message>
        <source>Tasks lens</source>
        <translation>任务视角</translation>
    </message>
    <message>
        <source>Let the model classify, find entities, answer and write</source>
        <translation>让模型分类、找实体、回答与书写</translation>
    </message>
</context>
<context>
    <name>ComparedModel</name>
    <message>
        <source>MKN</source>
        <extracomment>modified Kneser–Ney, short</extracomment>
        <translation>MKN</translation>
    </message>
    <message>
        <source>KN</source>
        <extracomment>Kneser–Ney, short</extracomment>
        <translation>KN</translation>
    </message>
    <message>
        <source>add-%1</source>
        <extracomment>add-k smoothing with this k</extracomment>
        <translation>加&#x2009;%1</translation>
    </message>
    <message>
        <source>%1-gram %2</source>
        <extracomment>%1 is the order, %2 the smoothing method</extracomment>
        <translation>%1&#x2009;元&#x2009;%2</translation>
    </message>
    <message>
        <source>counting</source>
        <extracomment>maximum likelihood: relative frequencies, no smoothing</extracomment>
        <translation>计数</translation>
    </message>
    <message>
        <source>add-k</source>
        <translation>加&#x2009;k&#x2009;平滑</translation>
    </message>
    <message>
        <source>Good–Turing</source>
        <translation>Good–Turing</translation>
    </message>
    <message>
        <source>Katz</source>
        <translation>Katz</translation>
    </message>
    <message>
        <source>Kneser–Ney</source>
        <translation>Kneser–Ney</translation>
    </message>
    <message>
        <source>modified Kneser–Ney</source>
        <translation>改进的&#x2009;Kneser–Ney</translation>
    </message>
    <message>
        <source>stupid back-off</source>
        <translation>愚蠢回退</translation>
    </message>
</context>
<context>
    <name>DataProblemText</name>
    <message>
        <source>holds bytes that are no text</source>
        <translation>含有不是文本的字节</translation>
    </message>
    <message>
        <source>is no JSON object</source>
        <translation>不是&#x2009;JSON&#x2009;对象</translation>
    </message>
    <message>
        <source>has a quoted field that never ends</source>
        <translation>有一个没有结束引号的字段</translation>
    </message>
    <message>
        <source>has another number of fields than it needs (%1)</source>
        <translation>字段数与所需不同（%1）</translation>
    </message>
    <message>
        <source>lacks the column “%1”</source>
        <translation>缺少列“%1”</translation>
    </message>
    <message>
        <source>has no text in it</source>
        <translation>没有文本</translation>
    </message>
    <message>
        <source>has the label “%1”, which the training data do not have</source>
        <translation>的标签“%1”不在训练数据的标签之中</translation>
    </message>
    <message>
        <source>has the tag “%1”, which is none of BIO</source>
        <translation>的标签“%1”不是&#x2009;BIO&#x2009;标签</translation>
    </message>
    <message>
        <source>has the answer “%1”, which its context does not hold</source>
        <translation>的答案“%1”不在上下文中</translation>
    </message>
    <message>
        <source>has the answer “%1” in another place than it says; it is used where it stands</source>
        <translation>的答案“%1”不在所说的位置，已按实际位置使用</translation>
    </message>
    <message>
        <source>is not UTF-8; it was read as %1</source>
        <translation>不是&#x2009;UTF-8，已按&#x2009;%1&#x2009;读取</translation>
    </message>
</context>
<context>
    <name>DownloadText</name>
    <message>
        <source>%1 of %2</source>
        <extracomment>bytes that have arrived, of all bytes</extracomment>
        <translation>%1&#x2009;/&#x2009;%2</translation>
    </message>
    <message>
        <source>%1/s</source>
        <extracomment>speed of a download</extracomment>
        <translation>%1/秒</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>剩余&#x2009;%1</translation>
    </message>
    <message>
        <source>Waits for another download</source>
        <translation>等待另一项下载</translation>
    </message>
    <message>
        <source>Paused: %1 of about %2 are here</source>
        <translation>已暂停：已下载&#x2009;%1，共约&#x2009;%2</translation>
    </message>
    <message>
        <source>Asking what there is</source>
        <translation>正在询问服务器</translation>
    </message>
    <message>
        <source>Comparing the checksum</source>
        <translation>正在核对校验和</translation>
    </message>
    <message>
        <source>Unpacking</source>
        <translation>正在解包</translation>
    </message>
    <message>
        <source>%1: %2 %</source>
        <extracomment>a model&apos;s name and how far its download is</extracomment>
        <translation>%1：%2&#x2009;%</translation>
    </message>
    <message>
        <source>Hugging Face Hub: %1</source>
        <translation>Hugging&#x2009;Face&#x2009;Hub：%1</translation>
    </message>
    <message>
        <source>Python package %1</source>
        <translation>Python&#x2009;包&#x2009;%1</translation>
    </message>
</context>
<context>
    <name>ErrorText</name>
    <message>
        <source>There is no file %1.</source>
        <translation>找不到文件&#x2009;%1。</translation>
    </message>
    <message>
        <source>%1 cannot be read (%3).</source>
        <translation>无法读取&#x2009;%1（%3）。</translation>
    </message>
    <message>
        <source>%1 is cut off: its data end at %2.</source>
        <translation>%1&#x2009;不完整：数据在&#x2009;%2&#x2009;处中断。</translation>
    </message>
    <message>
        <source>%1 claims more than its format allows: %2.</source>
        <translation>%1&#x2009;声明的大小超出格式允许的范围：%2。</translation>
    </message>
    <message>
        <source>%1 is damaged at %2.</source>
        <translation>%1&#x2009;已损坏，位置：%2。</translation>
    </message>
    <message>
        <source>%1 was not opened, because it asks for %2, which no weights need.</source>
        <translation>未打开&#x2009;%1：其中要求执行&#x2009;%2，而权重文件不需要它。</translation>
    </message>
    <message>
        <source>%1 cannot be written (%3).</source>
        <translation>无法写入&#x2009;%1（%3）。</translation>
    </message>
    <message>
        <source>The disk is full; %1 was not saved.</source>
        <translation>磁盘已满，%1&#x2009;未能保存。</translation>
    </message>
    <message>
        <source>%1 was written by a newer Vitrine: %2.</source>
        <translation>%1&#x2009;由更新版本的&#x2009;Vitrine&#x2009;写成：%2。</translation>
    </message>
    <message>
        <source>%1 is not valid JSON at %2.</source>
        <translation>%1&#x2009;不是有效的&#x2009;JSON，位置：%2。</translation>
    </message>
    <message>
        <source>The JSON in %1 is nested too deeply at %2.</source>
        <translation>%1&#x2009;中的&#x2009;JSON&#x2009;嵌套过深，位置：%2。</translation>
    </message>
    <message>
        <source>%1 gives the key %2 twice.</source>
        <translation>%1&#x2009;中的键&#x2009;%2&#x2009;出现了两次。</translation>
    </message>
    <message>
        <source>%1 does not give %2.</source>
        <translation>%1&#x2009;中缺少&#x2009;%2。</translation>
    </message>
    <message>
        <source>%1 has a value that cannot be used at %2.</source>
        <translation>%1&#x2009;中有无法使用的值，位置：%2。</translation>
    </message>
    <message>
        <source>%1 names an architecture that is not known: %2.</source>
        <translation>%1&#x2009;中的模型结构不受支持：%2。</translation>
    </message>
    <message>
        <source>%1 lacks the tensor %2.</source>
        <translation>%1&#x2009;中缺少张量&#x2009;%2。</translation>
    </message>
    <message>
        <source>In %1 the tensor %2 overlaps another one.</source>
        <translation>%1&#x2009;中的张量&#x2009;%2&#x2009;与另一个张量重叠。</translation>
    </message>
    <message>
        <source>%1 holds a tensor of an unusable type: %2.</source>
        <translation>%1&#x2009;中有类型不可用的张量：%2。</translation>
    </message>
    <message>
        <source>%1 holds a tensor of the wrong shape: %2.</source>
        <translation>%1&#x2009;中有形状不符的张量：%2。</translation>
    </message>
    <message>
        <source>%1 holds a weight that is not a number: %2.</source>
        <translation>%1&#x2009;中有不是数值的权重：%2。</translation>
    </message>
    <message>
        <source>The folder %1 holds no tokeniser.</source>
        <translation>文件夹&#x2009;%1&#x2009;中没有分词器。</translation>
    </message>
    <message>
        <source>The tokeniser in %1 uses %2, which is not supported.</source>
        <translation>%1&#x2009;中的分词器用到不受支持的&#x2009;%2。</translation>
    </message>
    <message>
        <source>The tokeniser in %1 does not fit the model: %2.</source>
        <translation>%1&#x2009;中的分词器与模型不符：%2。</translation>
    </message>
    <message>
        <source>%1 is not valid UTF-8 at byte %2.</source>
        <translation>%1&#x2009;不是有效的&#x2009;UTF-8，位置：第&#x2009;%2&#x2009;字节。</translation>
    </message>
    <message>
        <source>There is no text yet for the model to continue.</source>
        <translation>还没有可供模型续写的文本。</translation>
    </message>
    <message>
        <source>The text is longer than the model can read: %2.</source>
        <translation>文本超出模型能读取的长度：%2。</translation>
    </message>
    <message>
        <source>The vocabulary has no such token: %2.</source>
        <translation>词表中没有这个词元：%2。</translation>
    </message>
    <message>
        <source>The setting %1 is out of range: %2.</source>
        <translation>设置&#x2009;%1&#x2009;超出范围：%2。</translation>
    </message>
    <message>
        <source>There is too little memory for %1: %2.</source>
        <translation>内存不足，无法载入&#x2009;%1：%2。</translation>
    </message>
    <message>
        <source>The device %1 cannot be used (%3).</source>
        <translation>设备&#x2009;%1&#x2009;无法使用（%3）。</translation>
    </message>
    <message>
        <source>%1 is too short to train on: %2.</source>
        <translation>%1&#x2009;太短，无法用于训练：%2。</translation>
    </message>
    <message>
        <source>The loss stopped being a number at step %2.</source>
        <translation>第&#x2009;%2&#x2009;步的损失不再是数值。</translation>
    </message>
    <message>
        <source>The checkpoint %1 does not belong to this job: %2.</source>
        <translation>检查点&#x2009;%1&#x2009;不属于这项训练：%2。</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>Vitrine made a mistake of its own (%3).</source>
        <translation>Vitrine&#x2009;内部出错（%3）。</translation>
    </message>
    <message>
        <source>The model %1 has no %2.</source>
        <translation>模型 %1 没有 %2。</translation>
    </message>
    <message>
        <source>masked-token head</source>
        <extracomment>parts of a model, in: &quot;The model %1 has no %2.&quot;</extracomment>
        <translation>掩码词元头</translation>
    </message>
    <message>
        <source>next-sentence head</source>
        <translation>下一句头</translation>
    </message>
    <message>
        <source>next-token head</source>
        <translation>下一词元头</translation>
    </message>
    <message>
        <source>output layer</source>
        <translation>输出层</translation>
    </message>
    <message>
        <source>final norm</source>
        <translation>末层归一化</translation>
    </message>
    <message>
        <source>position embedding</source>
        <translation>位置嵌入</translation>
    </message>
    <message>
        <source>The vectors have no word “%1”.</source>
        <translation>词向量中没有“%1”这个词。</translation>
    </message>
    <message>
        <source>attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>recurrent state</source>
        <translation>循环状态</translation>
    </message>
    <message>
        <source>%1 cannot be reached (%2); check the network, or choose another mirror.</source>
        <translation>无法连接&#x2009;%1（%2）；请检查网络，或另选镜像。</translation>
    </message>
    <message>
        <source>The server refuses %1: it answers %2.</source>
        <translation>服务器拒绝提供&#x2009;%1：其答复为&#x2009;%2。</translation>
    </message>
    <message>
        <source>The connection broke off while fetching %1 (%2); what has arrived is kept.</source>
        <translation>下载&#x2009;%1&#x2009;时连接中断（%2）；已收到的部分会保留。</translation>
    </message>
    <message>
        <source>%1 is not what was published and was not kept (checksum %2).</source>
        <translation>%1&#x2009;与发布的内容不一致，未予保留（校验和&#x2009;%2）。</translation>
    </message>
    <message>
        <source>There is too little room on the disk for %1 (needed and free: %2).</source>
        <translation>磁盘空间不足以存放&#x2009;%1（所需与可用：%2）。</translation>
    </message>
    <message>
        <source>The program %1 is needed and was not found.</source>
        <translation>需要程序&#x2009;%1，但没有找到。</translation>
    </message>
    <message>
        <source>The program %1 ended with an error (%2).</source>
        <translation>程序&#x2009;%1&#x2009;出错结束（%2）。</translation>
    </message>
</context>
<context>
    <name>ModelChoices</name>
    <message>
        <source>A new GPT</source>
        <translation>新的&#x2009;GPT</translation>
    </message>
    <message>
        <source>A new LSTM</source>
        <translation>新的&#x2009;LSTM</translation>
    </message>
    <message>
        <source>A new GRU</source>
        <translation>新的&#x2009;GRU</translation>
    </message>
    <message>
        <source>A new simple recurrent network</source>
        <translation>新的简单循环网络</translation>
    </message>
    <message>
        <source>A new feed-forward network</source>
        <translation>新的前馈网络</translation>
    </message>
    <message>
        <source>A new BERT</source>
        <translation>新的&#x2009;BERT</translation>
    </message>
    <message>
        <source>The loaded model: %1</source>
        <translation>已加载的模型：%1</translation>
    </message>
</context>
<context>
    <name>ModelText</name>
    <message>
        <source>%1 · %2 layers × %3 heads · %4</source>
        <extracomment>architecture · layers × heads · context length in tokens</extracomment>
        <translation>%1 · %2&#x2009;层 × %3&#x2009;头 · %4</translation>
    </message>
    <message>
        <source>byte-level BPE</source>
        <translation>字节级&#x2009;BPE</translation>
    </message>
    <message>
        <source>WordPiece</source>
        <translation>WordPiece</translation>
    </message>
    <message>
        <source>characters</source>
        <translation>字符</translation>
    </message>
    <message>
        <source>%1 M</source>
        <extracomment>millions of parameters</extracomment>
        <translation>%1 M</translation>
    </message>
    <message numerus="yes">
        <source>%n thread(s)</source>
        <translation>
            <numerusform>%n&#x2009;线程</numerusform>
        </translation>
    </message>
    <message>
        <source>Runs on the graphics processor %1.</source>
        <translation>在图形处理器&#x2009;%1&#x2009;上运行。</translation>
    </message>
    <message>
        <source>Runs on the processor, as chosen.</source>
        <translation>按所选在处理器上运行。</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>中文</translation>
    </message>
    <message>
        <source>English</source>
        <translation>英文</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>there is no graphics processor that can be used</source>
        <translation>没有可用的图形处理器</translation>
    </message>
    <message>
        <source>the memory of the graphics processor ran out</source>
        <translation>图形处理器的内存不足</translation>
    </message>
    <message>
        <source>Runs on the processor, because %1.</source>
        <extracomment>%1 is why no graphics processor is used</extracomment>
        <translation>在处理器上运行，因为%1。</translation>
    </message>
    <message>
        <source>feed-forward</source>
        <translation>前馈</translation>
    </message>
    <message numerus="yes">
        <source>%1 · %n layer(s) × %2 wide · %3</source>
        <extracomment>architecture · layers × width · context length in tokens</extracomment>
        <translation>
            <numerusform>%1 · %n&#x2009;层 × 宽&#x2009;%2 · %3</numerusform>
        </translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>生成</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Embeddings</source>
        <translation>词嵌入</translation>
    </message>
    <message>
        <source>Probability</source>
        <translation>概率</translation>
    </message>
</context>
<context>
    <name>RecipeFields</name>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>How often the weights are changed.</source>
        <translation>权重更新的次数。</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>批次</translation>
    </message>
    <message>
        <source>Examples that a step looks at together: more are steadier and slower.</source>
        <translation>一步同时看的样例数：越多越平稳，也越慢。</translation>
    </message>
    <message>
        <source>Block length</source>
        <translation>块长度</translation>
    </message>
    <message>
        <source>Tokens of an example: how far back the model can look.</source>
        <translation>一个样例的词元数：模型能回看多远。</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>How far a step goes: too small learns slowly, too large makes the loss jump.</source>
        <translation>一步走多远：太小学得慢，太大损失会跳动。</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>层数</translation>
    </message>
    <message>
        <source>Blocks that follow each other.</source>
        <translation>前后相接的块。</translation>
    </message>
    <message>
        <source>Heads</source>
        <translation>头数</translation>
    </message>
    <message>
        <source>Heads of attention in a layer; the width is a multiple.</source>
        <translation>每层的注意力头数；宽度是它的倍数。</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽度</translation>
    </message>
    <message>
        <source>Numbers by which each token is known inside.</source>
        <translation>模型内部表示一个词元所用的数的个数。</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>Tokens that a feed-forward model sees at once.</source>
        <translation>前馈模型一次看到的词元数。</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>学习率计划</translation>
    </message>
    <message>
        <source>How the rate falls from its peak to its minimum.</source>
        <translation>学习率如何从峰值降到最小值。</translation>
    </message>
    <message>
        <source>Warm-up</source>
        <translation>预热</translation>
    </message>
    <message>
        <source>Steps in which the rate rises from 0, while the model is still wild.</source>
        <translation>学习率从&#x2009;0&#x2009;升起的步数，此时模型还不稳定。</translation>
    </message>
    <message>
        <source>Minimum rate</source>
        <translation>最小学习率</translation>
    </message>
    <message>
        <source>The rate of the last step.</source>
        <translation>最后一步的学习率。</translation>
    </message>
    <message>
        <source>Accumulation</source>
        <translation>梯度累积</translation>
    </message>
    <message>
        <source>Batches whose gradients are added up to one step, where memory is short.</source>
        <translation>内存不足时，把几个批次的梯度加成一步。</translation>
    </message>
    <message>
        <source>Dropout</source>
        <translation>Dropout</translation>
    </message>
    <message>
        <source>Share of values left out at random, against learning by heart; 0 is off.</source>
        <translation>随机丢弃的数值比例，防止死记硬背；0&#x2009;为关闭。</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>权重衰减</translation>
    </message>
    <message>
        <source>Pulls the matrices towards 0 at each step; 0 is off.</source>
        <translation>每一步把矩阵拉向&#x2009;0；0&#x2009;为关闭。</translation>
    </message>
    <message>
        <source>Clipping</source>
        <translation>梯度裁剪</translation>
    </message>
    <message>
        <source>Longest gradient that a step may follow; 0 is off.</source>
        <translation>一步所用梯度的最大长度；0&#x2009;为关闭。</translation>
    </message>
    <message>
        <source>Label smoothing</source>
        <translation>标签平滑</translation>
    </message>
    <message>
        <source>Hidden share</source>
        <translation>隐藏比例</translation>
    </message>
    <message>
        <source>Share of the tokens that have to be found.</source>
        <translation>要找出的词元所占的比例。</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>All chance comes from it: the same seed gives the same run.</source>
        <translation>一切随机都来自它：种子相同，训练相同。</translation>
    </message>
    <message>
        <source>Evaluate every</source>
        <translation>评估间隔</translation>
    </message>
    <message>
        <source>Evaluation batches</source>
        <translation>评估批次</translation>
    </message>
    <message>
        <source>Patience</source>
        <translation>耐心</translation>
    </message>
    <message>
        <source>Evaluations without a better one after which the run ends early; 0 is never.</source>
        <translation>连续多少次评估没有进步就提前结束；0&#x2009;为从不。</translation>
    </message>
    <message>
        <source>Checkpoint every</source>
        <translation>检查点间隔</translation>
    </message>
    <message>
        <source>Steps that a crash can cost at most.</source>
        <translation>崩溃时最多损失的步数。</translation>
    </message>
    <message>
        <source>bfloat16</source>
        <translation>bfloat16</translation>
    </message>
    <message>
        <source>Products with fewer digits: faster where the processor is made for it.</source>
        <translation>乘法用较少的位数：处理器支持时更快。</translation>
    </message>
    <message>
        <source>cosine</source>
        <translation>余弦</translation>
    </message>
    <message>
        <source>linear</source>
        <translation>线性</translation>
    </message>
    <message>
        <source>constant</source>
        <translation>恒定</translation>
    </message>
    <message>
        <source>What learns</source>
        <translation>学习的部分</translation>
    </message>
    <message>
        <source>All weights; the last layers alone; or LoRA: small matrices beside those that stay.</source>
        <translation>全部权重；只有最后几层；或&#x2009;LoRA：原矩阵不变，旁边的小矩阵学习。</translation>
    </message>
    <message>
        <source>Last layers</source>
        <translation>最后几层</translation>
    </message>
    <message>
        <source>How many blocks learn, counted from the output.</source>
        <translation>从输出端数起，有几个模块学习。</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>秩</translation>
    </message>
    <message>
        <source>Rows of the small matrices: a higher rank can learn more and has more weights.</source>
        <translation>小矩阵的行数：秩越高，能学的越多，权重也越多。</translation>
    </message>
    <message>
        <source>Alpha</source>
        <translation>α</translation>
    </message>
    <message>
        <source>How strongly the change counts: alpha ÷ rank times.</source>
        <translation>改变量的强度：乘以&#x2009;α ÷ 秩。</translation>
    </message>
    <message>
        <source>LoRA dropout</source>
        <translation>LoRA&#x2009;随机失活</translation>
    </message>
    <message>
        <source>Share of what the small matrices read that is left out at random; 0 is off.</source>
        <translation>小矩阵的输入中随机略去的比例；0&#x2009;为关闭。</translation>
    </message>
    <message>
        <source>Matrices</source>
        <translation>矩阵</translation>
    </message>
    <message>
        <source>Which matrices are changed, by the ends of their names; empty: queries and values.</source>
        <translation>改变哪些矩阵，写名称的末尾；留空为查询和值。</translation>
    </message>
    <message>
        <source>Held out</source>
        <translation>留出</translation>
    </message>
    <message>
        <source>Share of the data that is not learned from, to measure on; 0 is none.</source>
        <translation>不参与学习、只用来衡量的数据比例；0&#x2009;为没有。</translation>
    </message>
    <message>
        <source>Text column</source>
        <translation>文本列</translation>
    </message>
    <message>
        <source>Which column of a table, or key of JSON lines, is read.</source>
        <translation>读取表格的哪一列，或&#x2009;JSON&#x2009;行的哪个键。</translation>
    </message>
    <message>
        <source>Label column</source>
        <translation>标签列</translation>
    </message>
    <message>
        <source>Which one holds what the model has to tell.</source>
        <translation>哪一列是模型要说出的内容。</translation>
    </message>
    <message>
        <source>Prompt column</source>
        <translation>提示列</translation>
    </message>
    <message>
        <source>Which one holds what the user says.</source>
        <translation>哪一列是用户所说的话。</translation>
    </message>
    <message>
        <source>Second column</source>
        <translation>第二列</translation>
    </message>
    <message>
        <source>Which one holds the second text of a pair; it may be absent.</source>
        <translation>哪一列是文本对的第二段；可以没有。</translation>
    </message>
    <message>
        <source>Answer column</source>
        <translation>回答列</translation>
    </message>
    <message>
        <source>Which one holds the answer, which alone is learned.</source>
        <translation>哪一列是回答；只学习它。</translation>
    </message>
    <message>
        <source>Share of each target that all other answers get; 0 is off.</source>
        <translation>每个目标分给其他答案的比例；0&#x2009;为关闭。</translation>
    </message>
    <message>
        <source>Steps between two measurements on data that is not learned from.</source>
        <translation>在不参与学习的数据上，两次衡量之间的步数。</translation>
    </message>
    <message>
        <source>How much of that data is measured; 0 is all of it.</source>
        <translation>衡量其中多少；0&#x2009;为全部。</translation>
    </message>
    <message>
        <source>Shape of the model</source>
        <translation>模型的形状</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Steps and their rate</source>
        <translation>步与学习率</translation>
    </message>
    <message>
        <source>Against learning by heart</source>
        <translation>防止死记硬背</translation>
    </message>
    <message>
        <source>Course of the run</source>
        <translation>运行过程</translation>
    </message>
    <message>
        <source>all weights</source>
        <translation>全部权重</translation>
    </message>
    <message>
        <source>last layers</source>
        <translation>最后几层</translation>
    </message>
    <message>
        <source>LoRA</source>
        <translation>LoRA</translation>
    </message>
</context>
<context>
    <name>RecipePresets</name>
    <message>
        <source>Tang poems (Chinese)</source>
        <translation>唐诗（中文）</translation>
    </message>
    <message>
        <source>Fables (English)</source>
        <translation>寓言（英文）</translation>
    </message>
    <message>
        <source>Fables, a new GPT</source>
        <translation>寓言，新的&#x2009;GPT</translation>
    </message>
    <message>
        <source>Watch the samples: noise, then letters in fair shares, then words, then phrases of a fable. The loss falls fast at first and slower and slower after; where validation turns up while training falls on, the model has begun to learn by heart.</source>
        <translation>看样本：先是噪声，然后字母比例合适，再出现单词，最后是寓言里的短语。损失起初降得快，后来越来越慢；验证损失回升而训练损失继续下降时，模型开始死记硬背。</translation>
    </message>
    <message>
        <source>The loaded model, fine-tuned</source>
        <translation>微调已载入的模型</translation>
    </message>
    <message>
        <source>Watch the samples: before the first step the model goes on as it learned to; after some dozens of steps it writes as this text does. Afterwards compare it with its base in any lens.</source>
        <translation>看样本：第一步之前，模型照原来学到的续写；几十步之后，就像这段文本那样写了。之后可在任何视角中与基础模型对比。</translation>
    </message>
    <message>
        <source>Tang poems, a new GPT</source>
        <translation>唐诗，新的&#x2009;GPT</translation>
    </message>
    <message>
        <source>Watch how few texts there are: the training loss goes on falling long after that of validation has turned, and the samples become lines that stand in the book.</source>
        <translation>文本很少：验证损失早已回升，训练损失仍在下降，样本变成书上原有的诗句。</translation>
    </message>
    <message>
        <source>Fables, a new BERT</source>
        <translation>寓言，新的&#x2009;BERT</translation>
    </message>
    <message>
        <source>Watch the words that it puts in the place of hidden ones: first the commonest everywhere, then such as fit between their neighbours.</source>
        <translation>看它在隐藏处填的词：起初到处是最常见的词，后来填的词与前后相配。</translation>
    </message>
    <message>
        <source>Opinions (English)</source>
        <translation>评价（英文）</translation>
    </message>
    <message>
        <source>Opinions (Chinese)</source>
        <translation>评价（中文）</translation>
    </message>
    <message>
        <source>Names in sentences (English)</source>
        <translation>句中的名称（英文）</translation>
    </message>
    <message>
        <source>Names in sentences (Chinese)</source>
        <translation>句中的名称（中文）</translation>
    </message>
    <message>
        <source>Questions about texts (English)</source>
        <translation>关于短文的问题（英文）</translation>
    </message>
    <message>
        <source>Questions about texts (Chinese)</source>
        <translation>关于短文的问题（中文）</translation>
    </message>
    <message>
        <source>Instructions and answers (English)</source>
        <translation>指令与回答（英文）</translation>
    </message>
    <message>
        <source>Instructions and answers (Chinese)</source>
        <translation>指令与回答（中文）</translation>
    </message>
    <message>
        <source>Watch the probabilities of the sample sentences part: at first they are near to even, then the right label takes over. The validation loss tells whether it holds for sentences that were not learned.</source>
        <translation>看样例句的概率如何分开：起初几乎相等，后来正确的标签占了上风。没有学过的句子是否也如此，由验证损失来说明。</translation>
    </message>
    <message>
        <source>Watch the answers shrink from any part of the text to the words that were asked for. The data is small: validation shows how little it carries over to other texts.</source>
        <translation>看答案如何从短文里的任意一段缩小到所问的几个词。数据很少：验证损失显示学到的东西很难用到别的短文上。</translation>
    </message>
    <message>
        <source>Only the tokens of the answers count, and only small matrices beside the model&apos;s own learn (LoRA). Watch the samples turn from going on with the prompt to answering it.</source>
        <translation>只有回答中的词元算入损失，也只有模型旁边的小矩阵在学习（LoRA）。看样例如何从接着提示写变成回答提示。</translation>
    </message>
    <message>
        <source>Tang poems, a new BERT</source>
        <translation>唐诗，新的&#x2009;BERT</translation>
    </message>
    <message>
        <source>Good or bad? (English)</source>
        <translation>好评还是差评？（英文）</translation>
    </message>
    <message>
        <source>Good or bad? (Chinese)</source>
        <translation>好评还是差评？（中文）</translation>
    </message>
    <message>
        <source>Find the names (English)</source>
        <translation>找出名称（英文）</translation>
    </message>
    <message>
        <source>Find the names (Chinese)</source>
        <translation>找出名称（中文）</translation>
    </message>
    <message>
        <source>Answer from a text (English)</source>
        <translation>从短文中找答案（英文）</translation>
    </message>
    <message>
        <source>Answer from a text (Chinese)</source>
        <translation>从短文中找答案（中文）</translation>
    </message>
    <message>
        <source>Follow instructions (English)</source>
        <translation>按指令回答（英文）</translation>
    </message>
    <message>
        <source>Follow instructions (Chinese)</source>
        <translation>按指令回答（中文）</translation>
    </message>
    <message>
        <source>Watch the brackets: at first they stand anywhere, for the head is new; then nothing is marked, for most words are no names; then places and people appear, one kind after the other.</source>
        <translation>看方括号：起初到处乱标，因为任务头是新的；接着什么都不标，因为大多数词不是名称；随后地点和人物一类一类地出现。</translation>
    </message>
</context>
<context>
    <name>RunText</name>
    <message>
        <source>feed-forward</source>
        <translation>前馈</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1&#x2009;秒</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1&#x2009;分&#x2009;%2&#x2009;秒</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1&#x2009;小时&#x2009;%2&#x2009;分</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>training</source>
        <translation>训练中</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>masked token</source>
        <translation>掩码词元</translation>
    </message>
    <message>
        <source>next token</source>
        <translation>下一个词元</translation>
    </message>
    <message>
        <source>fine-tuned from %1</source>
        <translation>微调自&#x2009;%1</translation>
    </message>
    <message>
        <source>layer %1</source>
        <translation>第&#x2009;%1&#x2009;层</translation>
    </message>
    <message>
        <source>token embedding</source>
        <translation>词元嵌入</translation>
    </message>
    <message>
        <source>position embedding</source>
        <translation>位置嵌入</translation>
    </message>
    <message>
        <source>embeddings</source>
        <translation>嵌入</translation>
    </message>
    <message>
        <source>last norm</source>
        <translation>最后的归一化</translation>
    </message>
    <message>
        <source>unembedding</source>
        <translation>反嵌入</translation>
    </message>
    <message>
        <source>output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>hidden layer</source>
        <translation>隐藏层</translation>
    </message>
    <message>
        <source>pooler</source>
        <translation>池化层</translation>
    </message>
    <message>
        <source>masked-token head</source>
        <translation>掩码词元头</translation>
    </message>
    <message>
        <source>next-sentence head</source>
        <translation>下一句头</translation>
    </message>
    <message>
        <source>classification</source>
        <translation>分类</translation>
    </message>
    <message>
        <source>tagging</source>
        <translation>序列标注</translation>
    </message>
    <message>
        <source>question answering</source>
        <translation>问答</translation>
    </message>
    <message>
        <source>instructions</source>
        <translation>指令</translation>
    </message>
    <message>
        <source>LoRA of rank %1</source>
        <translation>秩为&#x2009;%1&#x2009;的&#x2009;LoRA</translation>
    </message>
    <message>
        <source>last layers</source>
        <translation>最后几层</translation>
    </message>
</context>
<context>
    <name>TextScores</name>
    <message>
        <source>%1-grams %2</source>
        <extracomment>%1 is an order, %2 a fraction of n-grams: those found of all</extracomment>
        <translation>%1&#x2009;元组&#x2009;%2</translation>
    </message>
    <message>
        <source>%1; words %2, brevity penalty %3</source>
        <extracomment>%1 is a list of precisions, %2 a fraction of lengths, %3 a number</extracomment>
        <translation>%1；词数&#x2009;%2，简短惩罚&#x2009;%3</translation>
    </message>
    <message>
        <source>%1 in common: precision %2, recall %3</source>
        <translation>共有&#x2009;%1：精确率&#x2009;%2，召回率&#x2009;%3</translation>
    </message>
    <message>
        <source>%1 matches in %2 runs: precision %3, recall %4, mean %5, penalty %6</source>
        <translation>%1&#x2009;处匹配，分&#x2009;%2&#x2009;段：精确率&#x2009;%3，召回率&#x2009;%4，均值&#x2009;%5，惩罚&#x2009;%6</translation>
    </message>
    <message>
        <source>; by stem: %1</source>
        <extracomment>%1 is a list of word pairs</extracomment>
        <translation>；按词干：%1</translation>
    </message>
</context>
<context>
    <name>vitrine::app::AboutDialog</name>
    <message>
        <source>tensors</source>
        <translation>张量</translation>
    </message>
    <message>
        <source>the window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>characters</source>
        <translation>字符</translation>
    </message>
    <message>
        <source>model files</source>
        <translation>模型文件</translation>
    </message>
    <message>
        <source>the command line</source>
        <translation>命令行</translation>
    </message>
    <message>
        <source>errors as values</source>
        <translation>错误值</translation>
    </message>
    <message>
        <source>About Vitrine</source>
        <translation>关于&#x2009;Vitrine</translation>
    </message>
    <message>
        <source>Vitrine %1</source>
        <translation>Vitrine %1</translation>
    </message>
    <message>
        <source>A desktop laboratory for how language models work. Every number it shows is the loaded model&apos;s own.</source>
        <translation>观察语言模型如何工作的桌面实验室。显示的每个数都由所载入的模型算出。</translation>
    </message>
    <message>
        <source>Free software under the GNU General Public License, version 3 or later, without any warranty. The built-in models were trained by Vitrine on texts in the public domain.</source>
        <translation>自由软件，采用&#x2009;GNU&#x2009;通用公共许可证第&#x2009;3&#x2009;版或更高版本，不提供任何担保。内置模型由&#x2009;Vitrine&#x2009;用公有领域的文本训练而成。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>curves</source>
        <translation>曲线</translation>
    </message>
</context>
<context>
    <name>vitrine::app::AnalogyPanel</name>
    <message>
        <source>king − man + woman</source>
        <translation>国王 − 男人 + 女人</translation>
    </message>
    <message>
        <source>Words with + and − between them; Return works the sum out</source>
        <translation>用 + 和 − 连接的词；按回车键算出结果</translation>
    </message>
    <message>
        <source>Analogy</source>
        <translation>类比</translation>
    </message>
    <message>
        <source>The word nearest to the sum of unit vectors</source>
        <translation>与单位向量之和最近的词</translation>
    </message>
    <message>
        <source>Products of cosines instead of their sum</source>
        <translation>用余弦之积代替余弦之和</translation>
    </message>
    <message>
        <source>Show on the map</source>
        <translation>在地图上显示</translation>
    </message>
    <message>
        <source>Puts the words and the arrows between them on the map</source>
        <translation>把这些词和它们之间的箭头放到地图上</translation>
    </message>
    <message>
        <source>Words nearest to the sum, those of the question left out</source>
        <translation>与和向量最近的词，不含问题中的词</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>答案</translation>
    </message>
    <message>
        <source>Type a sum of words and press Return: what is to king as woman is to man?</source>
        <translation>输入词的加减式并按回车键：女人之于男人，犹如谁之于国王？</translation>
    </message>
</context>
<context>
    <name>vitrine::app::Application</name>
    <message>
        <source>%1 The program starts afresh; the file is kept as %2.</source>
        <extracomment>%1 says what is wrong with the saved session, %2 is the name of the file it is kept as</extracomment>
        <translation>%1程序从头开始，原文件保留为&#x2009;%2。</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>已保存为&#x2009;%1。</translation>
    </message>
    <message>
        <source>There is no built-in model here; open a model folder.</source>
        <translation>这里没有内置模型，请打开一个模型文件夹。</translation>
    </message>
    <message>
        <source>The memory of the graphics processor ran out; the model runs on the processor now, and what was made so far is kept.</source>
        <translation>图形处理器的内存已用尽；模型现在由处理器运行，已生成的内容保留。</translation>
    </message>
    <message>
        <source>“%1” has finished training; it can be opened in every lens.</source>
        <translation>“%1”训练完成，可以在每个视角中打开。</translation>
    </message>
    <message>
        <source>Training %1: step %2 of %3</source>
        <translation>正在训练&#x2009;%1：第&#x2009;%2&#x2009;步，共&#x2009;%3&#x2009;步</translation>
    </message>
    <message>
        <source>, %1 left</source>
        <translation>，还剩&#x2009;%1</translation>
    </message>
    <message>
        <source>%1 is here now.</source>
        <extracomment>%1 is a model</extracomment>
        <translation>%1&#x2009;已下载完成。</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>The built-in models are small. %1 answers questions and can be fetched (%2); Models lists it and more.</source>
        <extracomment>%1 is a model, %2 the size of the download</extracomment>
        <translation>内置模型都很小。%1&#x2009;能回答问题，可以下载（%2）；“模型”页列出了它和更多模型。</translation>
    </message>
    <message>
        <source>Fetch</source>
        <translation>下载</translation>
    </message>
</context>
<context>
    <name>vitrine::app::AttentionControls</name>
    <message>
        <source>heat map</source>
        <translation>热力图</translation>
    </message>
    <message>
        <source>Rows are queries, columns are keys</source>
        <translation>行是查询，列是键</translation>
    </message>
    <message>
        <source>links</source>
        <translation>连线</translation>
    </message>
    <message>
        <source>Curves from queries to keys, as opaque as their weights</source>
        <translation>从查询到键的曲线，权重越大越浓</translation>
    </message>
    <message>
        <source>text</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>The text, shaded by what the selected token looks at</source>
        <translation>按所选词元关注的程度给文本着色</translation>
    </message>
    <message>
        <source>linear</source>
        <translation>线性</translation>
    </message>
    <message>
        <source>From 0 to the largest weight of the map</source>
        <translation>从&#x2009;0&#x2009;到整张图的最大权重</translation>
    </message>
    <message>
        <source>by row</source>
        <translation>按行</translation>
    </message>
    <message>
        <source>Each row from 0 to its own largest weight</source>
        <translation>每一行从&#x2009;0&#x2009;到该行的最大权重</translation>
    </message>
    <message>
        <source>log</source>
        <translation>对数</translation>
    </message>
    <message>
        <source>Each tenth part takes the same step, so small weights can be seen</source>
        <translation>每缩小到十分之一占同样的一段，小的权重也能看清</translation>
    </message>
    <message>
        <source>this head</source>
        <translation>此头</translation>
    </message>
    <message>
        <source>mean of the layer</source>
        <translation>本层平均</translation>
    </message>
    <message>
        <source>mean of all</source>
        <translation>全部平均</translation>
    </message>
    <message>
        <source>rollout</source>
        <translation>注意力展开</translation>
    </message>
    <message>
        <source>Whose attention</source>
        <translation>谁的注意力</translation>
    </message>
    <message>
        <source>One head, the mean over heads, or attention rollout: the product of the layers&apos; means with the residual path, up to this layer</source>
        <translation>单个头、多头平均，或注意力展开：把到此层为止各层的平均注意力与残差通路合并后连乘</translation>
    </message>
    <message>
        <source>blue</source>
        <translation>蓝色</translation>
    </message>
    <message>
        <source>viridis</source>
        <translation>viridis</translation>
    </message>
    <message>
        <source>grey</source>
        <translation>灰色</translation>
    </message>
    <message>
        <source>Colour map</source>
        <translation>配色</translation>
    </message>
    <message>
        <source>The colours of the weights</source>
        <translation>权重所用的颜色</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>阈值</translation>
    </message>
    <message>
        <source>Smaller weights are drawn as none; 0 draws all</source>
        <translation>更小的权重视为零；0&#x2009;表示全部画出</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>Merge tokens to words, or leave some out</source>
        <translation>把词元合并为词，或隐藏一部分词元</translation>
    </message>
    <message>
        <source>Merge to words</source>
        <translation>合并为词</translation>
    </message>
    <message>
        <source>Hide special tokens</source>
        <translation>隐藏特殊词元</translation>
    </message>
    <message>
        <source>Hide the first token</source>
        <translation>隐藏首词元</translation>
    </message>
    <message>
        <source>Links of the selected token only</source>
        <translation>只画所选词元的连线</translation>
    </message>
    <message>
        <source>difference</source>
        <translation>差值</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>side by side</source>
        <translation>并排</translation>
    </message>
    <message>
        <source>One side, the other, both side by side, or their difference</source>
        <translation>看一方、另一方、两者并排，或两者之差</translation>
    </message>
</context>
<context>
    <name>vitrine::app::AttentionInspector</name>
    <message>
        <source>%1 off: its output is zero</source>
        <extracomment>%1 is a head</extracomment>
        <translation>%1&#x2009;关闭：输出为零</translation>
    </message>
    <message>
        <source>%1 off: its output is its mean over the text</source>
        <translation>%1&#x2009;关闭：输出换成全文的平均值</translation>
    </message>
    <message>
        <source>%1 forbidden</source>
        <extracomment>%1 is a pair of tokens</extracomment>
        <translation>禁止&#x2009;%1</translation>
    </message>
    <message>
        <source>%1 forced</source>
        <translation>强制&#x2009;%1</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>还有&#x2009;%n&#x2009;项</numerusform>
        </translation>
    </message>
    <message>
        <source>Textbook example</source>
        <translation>教科书例子</translation>
    </message>
    <message>
        <source>The same steps with scores 112 and 96 and d_k = 64</source>
        <translation>同样的步骤，得分为&#x2009;112&#x2009;和&#x2009;96，d_k = 64</translation>
    </message>
    <message>
        <source>What changes the output</source>
        <translation>输出的变化</translation>
    </message>
    <message>
        <source>Undo all</source>
        <translation>全部撤销</translation>
    </message>
    <message>
        <source>Switch every head on and take the mask as the model has it</source>
        <translation>打开所有的头，恢复模型原来的掩码</translation>
    </message>
    <message>
        <source>bits</source>
        <translation>比特</translation>
    </message>
    <message>
        <source>By how many bits the output after each token changes (KL)</source>
        <translation>每个词元之后的输出改变了多少比特（KL）</translation>
    </message>
</context>
<context>
    <name>vitrine::app::AttentionPage</name>
    <message numerus="yes">
        <source>The text is longer than the model&apos;s context: its last %n token(s) are left out.</source>
        <translation>
            <numerusform>文本超出模型的上下文，末尾&#x2009;%n&#x2009;个词元未计入。</numerusform>
        </translation>
    </message>
    <message>
        <source>Switch this head on</source>
        <translation>打开此头</translation>
    </message>
    <message>
        <source>Switch this head off: output zero</source>
        <translation>关闭此头：输出为零</translation>
    </message>
    <message>
        <source>Switch this head off: its mean output</source>
        <translation>关闭此头：输出取平均</translation>
    </message>
    <message>
        <source>Switch the layer&apos;s heads off: output zero</source>
        <translation>关闭本层所有的头：输出为零</translation>
    </message>
    <message>
        <source>Switch the layer&apos;s heads off: their mean output</source>
        <translation>关闭本层所有的头：输出取平均</translation>
    </message>
    <message>
        <source>Switch all heads on</source>
        <translation>打开所有的头</translation>
    </message>
    <message>
        <source>Forbid this pair in this head</source>
        <translation>在此头中禁止这一对</translation>
    </message>
    <message>
        <source>Forbid this pair in every head</source>
        <translation>在所有头中禁止这一对</translation>
    </message>
    <message>
        <source>Force this pair in this head</source>
        <translation>在此头中强制这一对</translation>
    </message>
    <message>
        <source>Force this pair in every head</source>
        <translation>在所有头中强制这一对</translation>
    </message>
    <message>
        <source>Take this pair as the model has it</source>
        <translation>恢复这一对原来的掩码</translation>
    </message>
    <message>
        <source>Undo all</source>
        <translation>全部撤销</translation>
    </message>
    <message>
        <source>All heads</source>
        <translation>全部注意力头</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>统计量</translation>
    </message>
    <message>
        <source>uncheck a head to switch it off</source>
        <translation>取消勾选即可关闭该头</translation>
    </message>
    <message>
        <source>max</source>
        <translation>最大</translation>
    </message>
    <message>
        <source>A pixel is the largest of the weights it stands for</source>
        <translation>每个像素取所代表权重中的最大值</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>A pixel is the mean of the weights it stands for</source>
        <translation>每个像素取所代表权重的平均值</translation>
    </message>
    <message>
        <source>Layer %1, head %2</source>
        <translation>第&#x2009;%1&#x2009;层第&#x2009;%2&#x2009;头</translation>
    </message>
    <message>
        <source>%1 layers × %2 heads</source>
        <translation>%1&#x2009;层 × %2&#x2009;头</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>See which tokens look at which, head by head</source>
        <translation>逐个头查看哪些词元关注哪些词元</translation>
    </message>
    <message>
        <source>after</source>
        <translation>修改后</translation>
    </message>
    <message>
        <source>before</source>
        <translation>修改前</translation>
    </message>
    <message>
        <source>The two models read different tokens, so there is no difference cell by cell; they stand side by side instead.</source>
        <translation>两个模型读到的词元不同，无法逐格相减，因此改为并排显示。</translation>
    </message>
    <message>
        <source>%1 has no attention: what it knows of the tokens before, it carries along or sees through a window. The lens Layers shows its states; a GPT or BERT, chosen above, shows attention.</source>
        <translation>%1&#x2009;没有注意力：前面的词元，它要么靠状态一路带着，要么只从一个窗口里看到。“层”视角显示它的状态；要看注意力，请在上方选择一个&#x2009;GPT&#x2009;或&#x2009;BERT。</translation>
    </message>
</context>
<context>
    <name>vitrine::app::AttributionCard</name>
    <message>
        <source>Layer %1</source>
        <translation>第&#x2009;%1&#x2009;层</translation>
    </message>
    <message>
        <source>All layers</source>
        <translation>全部层</translation>
    </message>
    <message>
        <source>Choose an answer to see which tokens it hangs on.</source>
        <translation>选择一个答案，看它取决于哪些词元。</translation>
    </message>
    <message>
        <source>Gradient × input of the logit %1: blue speaks for the answer, red against it, to first order.</source>
        <extracomment>%1 is a logit</extracomment>
        <translation>logit %1&#x2009;的梯度 × 输入：蓝色支持该答案，红色反对（一阶近似）。</translation>
    </message>
    <message>
        <source>Attention of the place where the answer is read, the mean of the heads. It says where the model looks, not what decides.</source>
        <translation>读出答案的位置的注意力，取各头平均。它说明模型看向哪里，并不说明由什么决定。</translation>
    </message>
    <message>
        <source>token</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>gradient × input</source>
        <translation>梯度 × 输入</translation>
    </message>
    <message>
        <source>attention of layer %1</source>
        <translation>第&#x2009;%1&#x2009;层的注意力</translation>
    </message>
    <message>
        <source>What the answer hangs on</source>
        <translation>答案取决于什么</translation>
    </message>
    <message>
        <source>What each token contributes to the logit</source>
        <translation>每个词元对&#x2009;logit&#x2009;的贡献</translation>
    </message>
    <message>
        <source>attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>Which tokens the place of the answer looks at</source>
        <translation>答案所在位置关注哪些词元</translation>
    </message>
    <message>
        <source>Whose attention is shown</source>
        <translation>显示哪一层的注意力</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
</context>
<context>
    <name>vitrine::app::BarScaleSwitch</name>
    <message>
        <source>linear</source>
        <translation>线性</translation>
    </message>
    <message>
        <source>Bars as long as their probability</source>
        <translation>条长与概率成正比</translation>
    </message>
    <message>
        <source>log</source>
        <translation>对数</translation>
    </message>
    <message>
        <source>Each tenth part takes the same length, so small ones can be seen</source>
        <translation>每缩小十倍占同样长度，便于看清小概率</translation>
    </message>
    <message>
        <source>cumulative</source>
        <translation>累积</translation>
    </message>
    <message>
        <source>Each bar begins where the one before it ends</source>
        <translation>每条从上一条的末端开始</translation>
    </message>
</context>
<context>
    <name>vitrine::app::BatchPanel</name>
    <message>
        <source>What a step is given to learn from, token by token, while a run trains.</source>
        <translation>训练进行时，一步所学的内容，逐个词元显示。</translation>
    </message>
    <message>
        <source>Show the current batch</source>
        <translation>显示当前批次</translation>
    </message>
    <message>
        <source>What the next logged step of the run is given</source>
        <translation>下一个被记录的步所用的批次</translation>
    </message>
</context>
<context>
    <name>vitrine::app::BranchComparison</name>
    <message>
        <source>Beside the shown branch:</source>
        <translation>与当前分支对照：</translation>
    </message>
    <message>
        <source>The branch that stands beside the shown one</source>
        <translation>与当前分支并列的分支</translation>
    </message>
    <message>
        <source>Other branch</source>
        <translation>另一分支</translation>
    </message>
    <message>
        <source>Two branches, token by token</source>
        <translation>逐词元对照的两条分支</translation>
    </message>
    <message>
        <source>There is one branch so far. Click another candidate, or draw several continuations, and compare them here.</source>
        <translation>目前只有一条分支。点击其他候选，或抽取多个续写，即可在此比较。</translation>
    </message>
</context>
<context>
    <name>vitrine::app::BranchComparisonModel</name>
    <message>
        <source>together</source>
        <translation>合计</translation>
    </message>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n&#x2009;个词元</numerusform>
        </translation>
    </message>
    <message>
        <source>Position</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Shown branch</source>
        <translation>当前分支</translation>
    </message>
    <message>
        <source>Other branch</source>
        <translation>另一分支</translation>
    </message>
    <message>
        <source>Probability</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>Surprisal, bits</source>
        <translation>惊奇度（比特）</translation>
    </message>
</context>
<context>
    <name>vitrine::app::ChangePanel</name>
    <message>
        <source>matrix</source>
        <translation>矩阵</translation>
    </message>
    <message>
        <source>norm before</source>
        <translation>之前的范数</translation>
    </message>
    <message>
        <source>relative change</source>
        <translation>相对变化</translation>
    </message>
    <message>
        <source>This run began with a new model: there is no base to compare with.</source>
        <translation>这次训练从新模型开始，没有可以比较的基础模型。</translation>
    </message>
    <message>
        <source>Shown for a fine-tuned model as soon as it is saved.</source>
        <translation>微调的模型保存后即显示。</translation>
    </message>
    <message>
        <source>‖W′ − W‖ ÷ ‖W‖ of each matrix, W before and W′ after; weights are saved in 16 bits, so that less than 0.0003 is not told from nothing.</source>
        <translation>每个矩阵的&#x2009;‖W′ − W‖ ÷ ‖W‖，W&#x2009;为之前，W′ 为之后；权重以&#x2009;16&#x2009;位保存，小于&#x2009;0.0003&#x2009;的变化与没有变化无法区分。</translation>
    </message>
    <message>
        <source>Relative change of each matrix</source>
        <translation>每个矩阵的相对变化</translation>
    </message>
    <message>
        <source>part of the network</source>
        <translation>网络的部分</translation>
    </message>
</context>
<context>
    <name>vitrine::app::ChatMenu</name>
    <message>
        <source>Save conversation</source>
        <translation>保存对话</translation>
    </message>
    <message>
        <source>conversation</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation>新对话</translation>
    </message>
    <message>
        <source>Forgets this conversation and begins another</source>
        <translation>忘掉这段对话，另开一段</translation>
    </message>
    <message>
        <source>Show the template</source>
        <translation>显示模板</translation>
    </message>
    <message>
        <source>How the model wants a conversation written down</source>
        <translation>模型要求把对话写成什么样</translation>
    </message>
    <message>
        <source>Copy conversation</source>
        <translation>复制对话</translation>
    </message>
    <message>
        <source>Copies what is shown, as Markdown</source>
        <translation>以&#x2009;Markdown&#x2009;复制所显示的内容</translation>
    </message>
    <message>
        <source>Save as JSON…</source>
        <translation>存为&#x2009;JSON…</translation>
    </message>
    <message>
        <source>With every variant, and the probability of every token</source>
        <translation>含所有变体，以及每个词元的概率</translation>
    </message>
    <message>
        <source>Save as Markdown…</source>
        <translation>存为&#x2009;Markdown…</translation>
    </message>
    <message>
        <source>What is shown, to be read</source>
        <translation>所显示的内容，便于阅读</translation>
    </message>
    <message>
        <source>Save as text…</source>
        <translation>存为文本…</translation>
    </message>
    <message>
        <source>What is shown, as plain text</source>
        <translation>所显示的内容，纯文本</translation>
    </message>
</context>
<context>
    <name>vitrine::app::ChatPanel</name>
    <message>
        <source>context: %1 of %2 tokens</source>
        <translation>上下文：%1 / %2&#x2009;个词元</translation>
    </message>
    <message>
        <source>beside it: %1</source>
        <extracomment>%1 are the settings that were kept to be compared</extracomment>
        <translation>并列的设置：%1</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Ends the answer; what there is of it stays</source>
        <translation>结束回答；已有的部分保留</translation>
    </message>
    <message>
        <source>Says it (Return)</source>
        <translation>说出来（回车）</translation>
    </message>
    <message>
        <source>One answer</source>
        <translation>一个回答</translation>
    </message>
    <message>
        <source>The model answers once</source>
        <translation>模型只回答一次</translation>
    </message>
    <message>
        <source>Two settings</source>
        <translation>两种设置</translation>
    </message>
    <message>
        <source>Keeps the settings of now; change them, and every question is answered with both</source>
        <translation>记住现在的设置；再改动设置后，每个问题都用两种设置各答一次</translation>
    </message>
    <message>
        <source>Two models</source>
        <translation>两个模型</translation>
    </message>
    <message>
        <source>Two models (first choose one at “Compare with…”)</source>
        <translation>两个模型（先在“对比模型…”中选一个）</translation>
    </message>
    <message>
        <source>The model that is compared answers every question too</source>
        <translation>用来对比的模型也回答每个问题</translation>
    </message>
    <message>
        <source>Keep the settings of now</source>
        <translation>记住现在的设置</translation>
    </message>
    <message>
        <source>They stand beside the ones that you set from now on</source>
        <translation>与此后所设的设置并列</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>bubbles</source>
        <translation>气泡</translation>
    </message>
    <message>
        <source>Who says what; each token of an answer is shaded by its surprisal</source>
        <translation>谁说了什么；回答的每个词元按惊奇度着色</translation>
    </message>
    <message>
        <source>raw tokens</source>
        <translation>原始词元</translation>
    </message>
    <message>
        <source>The conversation as the model reads it, with special tokens</source>
        <translation>模型所读到的对话，含特殊词元</translation>
    </message>
    <message>
        <source>What answers a question: the model, or two things side by side</source>
        <translation>由谁回答：模型自己，或两者并列</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>New conversation, template, copy and save</source>
        <translation>新对话、模板、复制与保存</translation>
    </message>
    <message>
        <source>Find a model that answers</source>
        <translation>找一个会回答的模型</translation>
    </message>
    <message>
        <source>Shows a model in the library that was taught to converse</source>
        <translation>在模型库中显示一个学过对话的模型</translation>
    </message>
    <message>
        <source>Ask or say something</source>
        <translation>问点什么，或说点什么</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>What to say to the model; Return sends it, Shift+Return begins a new line</source>
        <translation>要对模型说的话；回车发送，Shift+回车换行</translation>
    </message>
    <message>
        <source>The model&apos;s chat template</source>
        <translation>模型的对话模板</translation>
    </message>
</context>
<context>
    <name>vitrine::app::CommandPalette</name>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Search commands</source>
        <translation>搜索命令</translation>
    </message>
    <message>
        <source>Commands that match</source>
        <translation>匹配的命令</translation>
    </message>
</context>
<context>
    <name>vitrine::app::CommandRegistry</name>
    <message>
        <source>%1 (%2)</source>
        <extracomment>%1 is what a command does, %2 its shortcut</extracomment>
        <translation>%1（%2）</translation>
    </message>
</context>
<context>
    <name>vitrine::app::ComparedModelsPanel</name>
    <message>
        <source>Open ARPA file</source>
        <translation>打开&#x2009;ARPA&#x2009;文件</translation>
    </message>
    <message>
        <source>ARPA files (*.arpa *.lm);;All files (*)</source>
        <translation>ARPA&#x2009;文件 (*.arpa *.lm);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Models side by side</source>
        <translation>并排的模型</translation>
    </message>
    <message>
        <source>Uncheck a model to leave it out of every card</source>
        <translation>取消勾选，各卡片便不再显示该模型</translation>
    </message>
    <message>
        <source>n = </source>
        <translation>n = </translation>
    </message>
    <message>
        <source>Order of a further n-gram model</source>
        <translation>另加一个&#x2009;n&#x2009;元模型的阶数</translation>
    </message>
    <message>
        <source>Longest n-gram of the model to add</source>
        <translation>所加模型最长的&#x2009;n&#x2009;元组</translation>
    </message>
    <message>
        <source>Smoothing of a further n-gram model</source>
        <translation>另加一个&#x2009;n&#x2009;元模型的平滑方法</translation>
    </message>
    <message>
        <source>How the model to add makes probabilities of counts</source>
        <translation>所加模型怎样由计数得到概率</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Add this n-gram model of the same counts</source>
        <translation>用同一份计数再加这个&#x2009;n&#x2009;元模型</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Count a text…</source>
        <translation>统计文本…</translation>
    </message>
    <message>
        <source>Make an n-gram model of a text of your own, in seconds</source>
        <translation>几秒内用自己的文本建立&#x2009;n&#x2009;元模型</translation>
    </message>
    <message>
        <source>Open ARPA…</source>
        <translation>打开&#x2009;ARPA…</translation>
    </message>
    <message>
        <source>Open an n-gram model that another program made</source>
        <translation>打开其他程序建立的&#x2009;n&#x2009;元模型</translation>
    </message>
    <message>
        <source>Stop counting</source>
        <translation>停止统计</translation>
    </message>
    <message>
        <source>Give up the model that is being made</source>
        <translation>放弃正在建立的模型</translation>
    </message>
    <message>
        <source>Take the selected model out of the list</source>
        <translation>把选中的模型移出列表</translation>
    </message>
    <message>
        <source>Networks</source>
        <translation>神经网络</translation>
    </message>
    <message>
        <source>Built-in networks of this language, trained on the same text as the counts</source>
        <translation>这种语言的内置网络，与计数用的是同样的文本</translation>
    </message>
</context>
<context>
    <name>vitrine::app::ComparisonNumbers</name>
    <message>
        <source>model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>entropy, bits</source>
        <translation>熵（比特）</translation>
    </message>
    <message>
        <source>rest</source>
        <translation>其余</translation>
    </message>
    <message>
        <source>KL to %1</source>
        <extracomment>Kullback–Leibler divergence from the row&apos;s model to this one</extracomment>
        <translation>到&#x2009;%1&#x2009;的&#x2009;KL</translation>
    </message>
    <message>
        <source>Entropies and divergences</source>
        <translation>熵与散度</translation>
    </message>
    <message>
        <source>KL(p‖q) in bits over the texts that both models know; all others count as one</source>
        <translation>KL(p‖q)，单位比特，只比较两个模型都认识的文本，其余合为一项</translation>
    </message>
</context>
<context>
    <name>vitrine::app::ContextContrastCard</name>
    <message>
        <source>%1 and %2</source>
        <translation>%1&#x2009;与&#x2009;%2</translation>
    </message>
    <message>
        <source>What GPT and BERT see</source>
        <translation>GPT&#x2009;与&#x2009;BERT&#x2009;各看到什么</translation>
    </message>
    <message>
        <source>There is no built-in GPT for the language of this text, so only what stands on both sides can be shown.</source>
        <translation>没有适合这段文本语言的内置&#x2009;GPT，因此只能显示看到两侧的结果。</translation>
    </message>
    <message>
        <source>The same place in the text for a model that sees only what stands before it, and for one that sees both sides</source>
        <translation>文本中的同一位置：一个模型只看到前文，另一个看到两侧</translation>
    </message>
</context>
<context>
    <name>vitrine::app::ContributionPanel</name>
    <message>
        <source>Logit of</source>
        <translation>词元的&#x2009;logit</translation>
    </message>
    <message>
        <source>The candidate whose logit is taken apart</source>
        <translation>要拆解其&#x2009;logit&#x2009;的候选</translation>
    </message>
    <message>
        <source>The bars sum to the logit exactly: the final norm&apos;s scale is frozen at its value for this token, which makes the norm linear.</source>
        <translation>各条之和恰好等于该&#x2009;logit：最终归一化的缩放被固定为它在此词元处的值，归一化因此是线性的。</translation>
    </message>
</context>
<context>
    <name>vitrine::app::DataPreview</name>
    <message>
        <source>%1 examples to learn from, %2 to measure on</source>
        <translation>%1&#x2009;个样本用来学习，%2&#x2009;个用来衡量</translation>
    </message>
    <message>
        <source>labels: %1</source>
        <translation>标签：%1</translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n&#x2009;个问题</numerusform>
        </translation>
    </message>
    <message>
        <source>The data are being read…</source>
        <translation>正在读取数据……</translation>
    </message>
    <message>
        <source>text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>second text</source>
        <translation>第二段文本</translation>
    </message>
    <message>
        <source>label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>words</source>
        <translation>词</translation>
    </message>
    <message>
        <source>tags</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>context</source>
        <translation>原文</translation>
    </message>
    <message>
        <source>prompt</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>line</source>
        <translation>行</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>rows</source>
        <translation>数据行</translation>
    </message>
    <message>
        <source>The first rows, as they were read from the files</source>
        <translation>文件中最前面的几行，按读取的样子</translation>
    </message>
    <message>
        <source>what the model sees</source>
        <translation>模型所见</translation>
    </message>
    <message>
        <source>The first examples: tokens, segments, and what counts</source>
        <translation>最前面的样本：词元、句段，以及哪些算入损失</translation>
    </message>
    <message>
        <source>problems (%1)</source>
        <translation>问题（%1）</translation>
    </message>
    <message>
        <source>Rows that cannot be used as they are, by file and line</source>
        <translation>不能照原样使用的数据行，按文件和行号</translation>
    </message>
    <message>
        <source>file</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>this row</source>
        <translation>这一行</translation>
    </message>
    <message>
        <source>Rows as they were read</source>
        <translation>读取到的数据行</translation>
    </message>
    <message>
        <source>Rows that cannot be used as they are</source>
        <translation>不能照原样使用的数据行</translation>
    </message>
    <message>
        <source>What is shown of the data</source>
        <translation>显示数据的哪一方面</translation>
    </message>
</context>
<context>
    <name>vitrine::app::EmbeddingsPage</name>
    <message>
        <source>%1 repeated words and %2 that are no UTF-8 were left out, the first in row %3.</source>
        <translation>略去了&#x2009;%1&#x2009;个重复的词和&#x2009;%2&#x2009;个不是&#x2009;UTF-8&#x2009;的词，第一个在第&#x2009;%3&#x2009;行。</translation>
    </message>
    <message>
        <source>Trained here</source>
        <translation>在此训练的向量</translation>
    </message>
    <message>
        <source>%1: token embeddings</source>
        <translation>%1：词元嵌入</translation>
    </message>
    <message>
        <source>%1: the text after layer %2</source>
        <translation>%1：第&#x2009;%2&#x2009;层后的文本</translation>
    </message>
    <message>
        <source>Word vectors</source>
        <translation>词向量</translation>
    </message>
    <message>
        <source>Word vectors (*.txt *.vec *.bin *.npy *.safetensors);;All files (*)</source>
        <translation>词向量 (*.txt *.vec *.bin *.npy *.safetensors);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Neighbours</source>
        <translation>邻居</translation>
    </message>
    <message>
        <source>words used alike</source>
        <translation>用法相近的词</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>地图</translation>
    </message>
    <message>
        <source>colours and shapes are clusters</source>
        <translation>颜色和形状表示聚类</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Matrix</source>
        <translation>矩阵</translation>
    </message>
    <message>
        <source>All pairs of a set of words</source>
        <translation>一组词的所有词对</translation>
    </message>
    <message>
        <source>Analogy</source>
        <translation>类比</translation>
    </message>
    <message>
        <source>Words added and taken away</source>
        <translation>词的相加与相减</translation>
    </message>
    <message>
        <source>In context</source>
        <translation>语境</translation>
    </message>
    <message>
        <source>One word in several texts, layer by layer</source>
        <translation>同一个词在多个文本中，逐层比较</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Vectors of your own text</source>
        <translation>用自己的文本训练向量</translation>
    </message>
    <message>
        <source>Embeddings</source>
        <translation>词嵌入</translation>
    </message>
    <message>
        <source>See words as vectors: neighbours, maps, analogies</source>
        <translation>把词看作向量：邻居、地图、类比</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation>已保存：%1</translation>
    </message>
</context>
<context>
    <name>vitrine::app::EstimatePanel</name>
    <message>
        <source>Measuring a few steps…</source>
        <translation>正在测量几步…</translation>
    </message>
    <message>
        <source>Not measured yet: another run is training.</source>
        <translation>尚未测量：另一次训练正在进行。</translation>
    </message>
    <message>
        <source>Will be measured in a moment.</source>
        <translation>马上测量。</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Tokens in the data</source>
        <translation>数据中的词元</translation>
    </message>
    <message>
        <source>Memory, about</source>
        <translation>内存，约</translation>
    </message>
    <message>
        <source>Tokens per second</source>
        <translation>每秒词元</translation>
    </message>
    <message>
        <source>Time, about</source>
        <translation>时间，约</translation>
    </message>
    <message>
        <source>Measure again</source>
        <translation>重新测量</translation>
    </message>
    <message>
        <source>Trains a few steps and throws them away</source>
        <translation>训练几步，然后丢弃</translation>
    </message>
    <message>
        <source>Start training</source>
        <translation>开始训练</translation>
    </message>
    <message>
        <source>Trains in the background; every other lens works on meanwhile</source>
        <translation>在后台训练；其他视角照常工作</translation>
    </message>
    <message>
        <source>Look at the data</source>
        <translation>查看数据</translation>
    </message>
    <message>
        <source>The rows as they were read, and what the model sees of them</source>
        <translation>读取到的数据行，以及模型从中看到的内容</translation>
    </message>
    <message>
        <source>Another run is training; this one will begin when it ends.</source>
        <translation>另一次训练正在进行；它结束后这次才开始。</translation>
    </message>
</context>
<context>
    <name>vitrine::app::ExampleView</name>
    <message>
        <source>place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>reads</source>
        <translation>读到</translation>
    </message>
    <message>
        <source>segment</source>
        <translation>句段</translation>
    </message>
    <message>
        <source>has to find</source>
        <translation>要找出</translation>
    </message>
    <message>
        <source>has to tell</source>
        <translation>要说出</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>第&#x2009;%1&#x2009;步</translation>
    </message>
    <message>
        <source>of %1</source>
        <translation>共&#x2009;%1&#x2009;个</translation>
    </message>
    <message numerus="yes">
        <source>%n prediction(s) count</source>
        <translation>
            <numerusform>%n&#x2009;处预测算入损失</numerusform>
        </translation>
    </message>
    <message>
        <source>has to tell: %1</source>
        <translation>要说出：%1</translation>
    </message>
    <message>
        <source>Example</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>Which example is shown</source>
        <translation>显示哪个样本</translation>
    </message>
    <message>
        <source>One example, token by token</source>
        <translation>一个样本，逐个词元</translation>
    </message>
    <message>
        <source>What the model reads at each place, and what it has to find there</source>
        <translation>模型在每个位置读到什么，要找出什么</translation>
    </message>
</context>
<context>
    <name>vitrine::app::FetchPanel</name>
    <message>
        <source>Go on fetching</source>
        <translation>继续下载</translation>
    </message>
    <message>
        <source>Fetch (%1)</source>
        <translation>下载（%1）</translation>
    </message>
    <message>
        <source>Downloads this model; the work goes on meanwhile</source>
        <translation>下载此模型；期间可以继续工作</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Stops the download; what has arrived stays, also after a restart</source>
        <translation>停止下载；已收到的部分会保留，重启后也可继续</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Stops the download and drops what has arrived</source>
        <translation>停止下载并丢弃已收到的部分</translation>
    </message>
    <message>
        <source>Progress of the download</source>
        <translation>下载进度</translation>
    </message>
</context>
<context>
    <name>vitrine::app::GenerateInspector</name>
    <message>
        <source>Sampling</source>
        <translation>采样</translation>
    </message>
</context>
<context>
    <name>vitrine::app::GeneratePage</name>
    <message>
        <source>Candidates for token %1</source>
        <translation>第&#x2009;%1&#x2009;个词元的候选</translation>
    </message>
    <message>
        <source>Next token</source>
        <translation>下一个词元</translation>
    </message>
    <message>
        <source>Continuations</source>
        <translation>续写</translation>
    </message>
    <message>
        <source>same prompt, several seeds; click one to go on with it</source>
        <translation>同一提示，不同种子；点击即采用</translation>
    </message>
    <message>
        <source>Setting by setting</source>
        <translation>逐项设置</translation>
    </message>
    <message>
        <source>the distribution before and after each</source>
        <translation>各项设置前后的分布</translation>
    </message>
    <message>
        <source>Compare branches</source>
        <translation>比较分支</translation>
    </message>
    <message>
        <source>from where they part</source>
        <translation>从分叉处开始</translation>
    </message>
    <message>
        <source>Prompt template</source>
        <translation>提示模板</translation>
    </message>
    <message>
        <source>zero-shot and few-shot</source>
        <translation>零样本与少样本</translation>
    </message>
    <message>
        <source>Pale: the model&apos;s own probability; solid: after the settings</source>
        <translation>浅色：模型自身的概率；实色：设置之后</translation>
    </message>
    <message>
        <source>Branches</source>
        <translation>分支</translation>
    </message>
    <message>
        <source>every continuation kept; click to walk</source>
        <translation>保留所有续写，点击即可前往</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>已保留</translation>
    </message>
    <message>
        <source>Every continuation of the text</source>
        <translation>文本的所有续写</translation>
    </message>
    <message>
        <source>beam search</source>
        <translation>束搜索</translation>
    </message>
    <message>
        <source>What the last beam search looked at, with scores</source>
        <translation>最近一次束搜索考察过的节点及其得分</translation>
    </message>
    <message>
        <source>Set Samples to two or more and press Generate: the continuations stand here side by side, each with its seed.</source>
        <translation>把“样本数”设为两个以上再按“生成”，各个续写会连同种子并排显示在这里。</translation>
    </message>
    <message>
        <source>Several continuations side by side, by seed</source>
        <translation>按种子并排的多个续写</translation>
    </message>
    <message>
        <source>The distribution before and after each setting</source>
        <translation>各项设置前后的分布</translation>
    </message>
    <message>
        <source>Two branches token by token</source>
        <translation>逐词元对照两条分支</translation>
    </message>
    <message>
        <source>Build a zero-shot or few-shot prompt</source>
        <translation>组成零样本或少样本提示</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>生成</translation>
    </message>
    <message>
        <source>Watch the model continue the text, token by token</source>
        <translation>观察模型逐词元续写文本</translation>
    </message>
    <message>
        <source>Candidates for this token</source>
        <translation>此词元的候选</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>The model continues the text</source>
        <translation>模型续写文本</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>The model answers, in a conversation</source>
        <translation>模型在对话中回答</translation>
    </message>
</context>
<context>
    <name>vitrine::app::GenerationTaskView</name>
    <message numerus="yes">
        <source>%n tokens</source>
        <translation>
            <numerusform>%n&#x2009;个词元</numerusform>
        </translation>
    </message>
    <message>
        <source>token</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>probability</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>rank</source>
        <translation>排名</translation>
    </message>
    <message>
        <source>entropy</source>
        <translation>熵</translation>
    </message>
    <message>
        <source>Instruction</source>
        <translation>指令</translation>
    </message>
    <message>
        <source>What the model is asked about the text: behind it, or before it where the model converses</source>
        <translation>对文本提出的要求：写在文本之后；模型会对话时写在文本之前</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Summarise</source>
        <translation>概括</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>续写</translation>
    </message>
    <message>
        <source>Let the model write, with the strategy and length set in Generate</source>
        <translation>让模型写下去，策略与长度按“生成”中的设置</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop writing; what is there stays</source>
        <translation>停止书写，已写出的保留</translation>
    </message>
    <message>
        <source>The text at the top is what the user says, put into the model&apos;s chat template.</source>
        <translation>上方的文本是用户说的话，放进模型的对话模板。</translation>
    </message>
    <message>
        <source>The model goes on from the text at the top.</source>
        <translation>模型接着上方的文本写下去。</translation>
    </message>
    <message>
        <source>What the model reads</source>
        <translation>模型读到的内容</translation>
    </message>
    <message>
        <source>What it writes</source>
        <translation>模型写出的内容</translation>
    </message>
    <message>
        <source>colour: surprisal in bits; click a token for its reasons</source>
        <translation>颜色：惊奇度（比特）；点击词元看原因</translation>
    </message>
    <message>
        <source>The prompt, with the marks of the chat template</source>
        <translation>提示，包括对话模板的标记</translation>
    </message>
    <message>
        <source>Click a token to see which tokens it hangs on</source>
        <translation>点击一个词元，看它取决于哪些词元</translation>
    </message>
    <message>
        <source>bits</source>
        <translation>比特</translation>
    </message>
    <message>
        <source>press “%1” and the model writes here</source>
        <translation>按“%1”，模型就写在这里</translation>
    </message>
</context>
<context>
    <name>vitrine::app::HistogramPanel</name>
    <message>
        <source>Share of values of each size, from 10⁻⁸ at the left to 10 at the right; a layer whose gradients lie far to the left hardly learns.</source>
        <translation>各种大小的数值所占的比例，左端为&#x2009;10⁻⁸，右端为&#x2009;10；梯度远在左边的层几乎不学习。</translation>
    </message>
    <message>
        <source>Shown as soon as the run has been looked into.</source>
        <translation>第一次观察模型后即显示。</translation>
    </message>
    <message>
        <source>There are no gradients before the first step.</source>
        <translation>第一步之前没有梯度。</translation>
    </message>
    <message>
        <source>part</source>
        <translation>部分</translation>
    </message>
    <message>
        <source>root mean square</source>
        <translation>均方根</translation>
    </message>
    <message>
        <source>zeros</source>
        <translation>零</translation>
    </message>
    <message>
        <source>weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Sizes of the parameters themselves</source>
        <translation>参数本身的大小</translation>
    </message>
    <message>
        <source>gradients</source>
        <translation>梯度</translation>
    </message>
    <message>
        <source>Sizes of the gradients of the last step, after clipping</source>
        <translation>最近一步梯度的大小，裁剪之后</translation>
    </message>
    <message>
        <source>Sizes by layer</source>
        <translation>各层的大小</translation>
    </message>
    <message>
        <source>part of the network</source>
        <translation>网络的部分</translation>
    </message>
    <message>
        <source>size, by powers of ten</source>
        <translation>大小，按十的幂</translation>
    </message>
</context>
<context>
    <name>vitrine::app::LayerInspector</name>
    <message>
        <source>Why?</source>
        <translation>为什么？</translation>
    </message>
    <message>
        <source>Open a box of the diagram to see its formula with this model&apos;s numbers; Space steps from box to box.</source>
        <translation>打开图中的一个方框，查看其公式与本模型的数值；按空格键逐框前进。</translation>
    </message>
    <message>
        <source>head %1</source>
        <translation>头&#x2009;%1</translation>
    </message>
    <message>
        <source>Nothing is learned here.</source>
        <translation>这里没有学习得到的参数。</translation>
    </message>
    <message>
        <source>Learned: %1, %2 parameters of %3</source>
        <translation>学习所得：%1，共&#x2009;%2&#x2009;个参数，模型总数&#x2009;%3</translation>
    </message>
    <message>
        <source>component</source>
        <translation>分量</translation>
    </message>
    <message>
        <source>The component of the vector whose sum is written out</source>
        <translation>写出其求和过程的向量分量</translation>
    </message>
</context>
<context>
    <name>vitrine::app::LayersPage</name>
    <message>
        <source>The layers of this model end in norms of their own, through which no exact sum goes.</source>
        <translation>此模型的每一层以自己的归一化结束，无法精确地写成求和。</translation>
    </message>
    <message>
        <source>%1 parameters</source>
        <translation>参数&#x2009;%1</translation>
    </message>
    <message>
        <source>Texts, one on each line</source>
        <translation>文本，每行一条</translation>
    </message>
    <message>
        <source>Text files (*.txt);;All files (*)</source>
        <translation>文本文件 (*.txt);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>The layer that is drawn out and looked into</source>
        <translation>图中展开并查看的层</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>The selected token through one layer, step by step</source>
        <translation>所选词元逐步走过一层</translation>
    </message>
    <message>
        <source>Lens</source>
        <translation>透镜</translation>
    </message>
    <message>
        <source>Logit lens: what each layer would say if the model stopped there</source>
        <translation>logit&#x2009;透镜：假如模型停在该层，它会给出什么</translation>
    </message>
    <message>
        <source>Logit</source>
        <translation>贡献</translation>
    </message>
    <message>
        <source>What each block adds to a logit, and lengths along the way</source>
        <translation>每个模块为一个&#x2009;logit&#x2009;加了多少，以及沿途的向量长度</translation>
    </message>
    <message>
        <source>Neurons</source>
        <translation>神经元</translation>
    </message>
    <message>
        <source>The feed-forward neurons of the layer</source>
        <translation>该层前馈部分的神经元</translation>
    </message>
    <message>
        <source>Positions</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>The vectors that tell places apart</source>
        <translation>用来区分位置的向量</translation>
    </message>
    <message>
        <source>Patch</source>
        <translation>修补</translation>
    </message>
    <message>
        <source>Replace a hidden state and see the output change</source>
        <translation>替换一个隐藏状态，看输出如何变化</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Follow a token through the model, box by box</source>
        <translation>跟随一个词元逐框走过模型</translation>
    </message>
    <message numerus="yes">
        <source>%n head(s) switched off</source>
        <translation>
            <numerusform>关闭了&#x2009;%n&#x2009;个头</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pair(s) of the mask edited</source>
        <translation>
            <numerusform>修改了&#x2009;%n&#x2009;处掩码</numerusform>
        </translation>
    </message>
    <message>
        <source>Computed with %1.</source>
        <extracomment>%1 lists what is changed in the Attention lens</extracomment>
        <translation>计算时%1。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Undo all</source>
        <translation>全部撤销</translation>
    </message>
    <message>
        <source>Switch every head on and take the mask as the model has it</source>
        <translation>打开所有的头，恢复模型原来的掩码</translation>
    </message>
</context>
<context>
    <name>vitrine::app::LensPanel</name>
    <message>
        <source>top token</source>
        <translation>首选词元</translation>
    </message>
    <message>
        <source>What each layer would say, by its probability</source>
        <translation>每一层会给出的词元，按其概率着色</translation>
    </message>
    <message>
        <source>actual token</source>
        <translation>实际词元</translation>
    </message>
    <message>
        <source>The probability of the token that is really there</source>
        <translation>实际出现的词元的概率</translation>
    </message>
    <message>
        <source>its rank</source>
        <translation>其排名</translation>
    </message>
    <message>
        <source>The rank of the token that is really there; 1 is the most probable</source>
        <translation>实际出现的词元的排名；1&#x2009;为最可能</translation>
    </message>
    <message>
        <source>rank</source>
        <translation>排名</translation>
    </message>
    <message>
        <source>probability</source>
        <translation>概率</translation>
    </message>
</context>
<context>
    <name>vitrine::app::MainWindow</name>
    <message>
        <source>Open model folder</source>
        <translation>打开模型文件夹</translation>
    </message>
    <message>
        <source>loading…</source>
        <translation>载入中…</translation>
    </message>
    <message>
        <source>Compare with model folder</source>
        <translation>与模型文件夹对比</translation>
    </message>
    <message>
        <source>Open model file</source>
        <translation>打开模型文件</translation>
    </message>
    <message>
        <source>Models (*.gguf *.safetensors)</source>
        <translation>模型&#x2009;(*.gguf&#x2009;*.safetensors)</translation>
    </message>
</context>
<context>
    <name>vitrine::app::MaskCandidatesCard</name>
    <message>
        <source>Candidates</source>
        <translation>候选</translation>
    </message>
    <message>
        <source>Write a text above, then hide one of its tokens.</source>
        <translation>先在上方写一段文本，再遮住其中一个词元。</translation>
    </message>
    <message>
        <source>Candidates for token %1</source>
        <translation>第&#x2009;%1&#x2009;个词元的候选</translation>
    </message>
    <message>
        <source>The text itself has a mask there.</source>
        <translation>文本本身在此处就是掩码。</translation>
    </message>
    <message>
        <source>from both sides</source>
        <translation>根据两侧</translation>
    </message>
    <message>
        <source>click a candidate to write it there</source>
        <translation>点击候选即可写入</translation>
    </message>
    <message>
        <source>If token %1 were hidden</source>
        <translation>假如遮住第&#x2009;%1&#x2009;个词元</translation>
    </message>
    <message>
        <source>Written there: %1 · probability %2 · rank %3</source>
        <extracomment>%1 is the token that the text has at this place</extracomment>
        <translation>原文：%1 · 概率&#x2009;%2 · 排名&#x2009;%3</translation>
    </message>
</context>
<context>
    <name>vitrine::app::MaskedTextCard</name>
    <message>
        <source>Masked words</source>
        <translation>掩码词</translation>
    </message>
    <message>
        <source>click a token to hide it: the model says what stood there</source>
        <translation>点击词元将其遮住，由模型猜测</translation>
    </message>
    <message>
        <source>Hide 15 %</source>
        <translation>遮住&#x2009;15 %</translation>
    </message>
    <message>
        <source>Hide 15 % of the tokens at random, the share that BERT learns from</source>
        <translation>随机遮住&#x2009;15 %&#x2009;的词元，与&#x2009;BERT&#x2009;训练时的比例相同</translation>
    </message>
    <message>
        <source>Hide nothing</source>
        <translation>全部显示</translation>
    </message>
    <message>
        <source>Show the model every token again</source>
        <translation>让模型重新看到所有词元</translation>
    </message>
</context>
<context>
    <name>vitrine::app::MaskedWords</name>
    <message numerus="yes">
        <source>The pair is longer than the model&apos;s context: %n token(s) at the ends of the texts are left out, first of the longer one.</source>
        <translation>
            <numerusform>句对超出模型的上下文：两段文本末尾共&#x2009;%n&#x2009;个词元被略去，先略去较长一段的。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The text is longer than the model&apos;s context: its last %n token(s) are left out.</source>
        <translation>
            <numerusform>文本超出模型的上下文：末尾&#x2009;%n&#x2009;个词元被略去。</numerusform>
        </translation>
    </message>
    <message>
        <source>Masked words</source>
        <translation>掩码词</translation>
    </message>
    <message>
        <source>%1 has no masked-token head: it computes a hidden state for every token, but no candidates for a hidden one. The lenses Attention and Layers show what it computes.</source>
        <translation>%1&#x2009;没有掩码词元头：它为每个词元计算隐藏状态，但不给出被遮住词元的候选。“注意力”和“层”视角显示它的计算。</translation>
    </message>
</context>
<context>
    <name>vitrine::app::MeasureCard</name>
    <message>
        <source>Text to measure</source>
        <translation>要衡量的文本</translation>
    </message>
    <message>
        <source>unseen %1-grams</source>
        <extracomment>share of the text&apos;s n-grams of this order that were never counted</extracomment>
        <translation>未见过的&#x2009;%1&#x2009;元组</translation>
    </message>
    <message>
        <source>model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>perplexity</source>
        <translation>困惑度</translation>
    </message>
    <message>
        <source>bits per character</source>
        <translation>每字符比特数</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>Measure how well every model predicts a text, line by line</source>
        <translation>逐行衡量每个模型预测一个文本的好坏</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Choose a text that the models have not learned from, one sentence on each line.</source>
        <translation>选择模型没有学过的文本，每行一句。</translation>
    </message>
    <message>
        <source>Perplexities</source>
        <translation>困惑度</translation>
    </message>
    <message>
        <source>Perplexity of the file, and the share of its n-grams never counted</source>
        <translation>文件的困惑度，以及其中从未统计到的&#x2009;n&#x2009;元组所占的比例</translation>
    </message>
    <message>
        <source>order</source>
        <translation>阶数</translation>
    </message>
    <message>
        <source>Measuring %1…</source>
        <translation>正在测量&#x2009;%1…</translation>
    </message>
    <message>
        <source>%1, %2 measured so far</source>
        <extracomment>%1 is a file, %2 a percentage</extracomment>
        <translation>%1，已测量&#x2009;%2</translation>
    </message>
    <message>
        <source>%1, stopped after %2</source>
        <translation>%1，测到&#x2009;%2&#x2009;时停止</translation>
    </message>
    <message>
        <source>%1: perplexity is per token of each model; bits per character compare them all.</source>
        <translation>%1：困惑度按各模型自己的词元计算；每字符比特数可以比较所有模型。</translation>
    </message>
    <message>
        <source>models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>How well every model predicts a file</source>
        <translation>每个模型对一个文件预测得多好</translation>
    </message>
    <message>
        <source>Over the order of n-gram models, for each smoothing method</source>
        <translation>随&#x2009;n&#x2009;元模型的阶数变化，每种平滑方法一条曲线</translation>
    </message>
    <message>
        <source>text size</source>
        <translation>文本量</translation>
    </message>
    <message>
        <source>Learning curves: over the size of the text, for each order</source>
        <translation>学习曲线：随文本量变化，每个阶数一条曲线</translation>
    </message>
    <message>
        <source>smoothing</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>Learning curves of 3-gram models, for each smoothing method</source>
        <translation>3&#x2009;元模型的学习曲线，每种平滑方法一条</translation>
    </message>
    <message>
        <source>training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Over the training step of neural models</source>
        <translation>随神经模型的训练步变化</translation>
    </message>
    <message>
        <source>Stop measuring; what is done so far stays</source>
        <translation>停止测量；已完成的部分保留</translation>
    </message>
    <message>
        <source>Progress of measuring</source>
        <translation>测量进度</translation>
    </message>
    <message>
        <source>How much of the file is measured, then of the curves</source>
        <translation>先是文件、再是曲线完成了多少</translation>
    </message>
</context>
<context>
    <name>vitrine::app::MissingHeadCard</name>
    <message>
        <source>%1 has no classification head: no layer that turns its summary of the text into labels.</source>
        <translation>%1&#x2009;没有分类头：没有把文本的概括变成标签的层。</translation>
    </message>
    <message>
        <source>%1 has no tagging head: no layer that turns each word&apos;s hidden state into a tag.</source>
        <translation>%1&#x2009;没有标注头：没有把每个词的隐藏状态变成标签的层。</translation>
    </message>
    <message>
        <source>%1 has no question-answering head: no layer that says where an answer starts and ends.</source>
        <translation>%1&#x2009;没有问答头：没有指出答案起点与终点的层。</translation>
    </message>
    <message>
        <source>%1 has no masked-token head: it does not say which token stands at a mask.</source>
        <translation>%1&#x2009;没有掩码词元头：不能说出掩码处是哪个词元。</translation>
    </message>
    <message>
        <source>%1 has no next-sentence head: it does not judge whether a text follows another.</source>
        <translation>%1&#x2009;没有下一句头：不能判断一段文本是否接在另一段之后。</translation>
    </message>
    <message>
        <source>%1 brings no chat template: it was not taught to converse.</source>
        <translation>%1&#x2009;没有对话模板：没有学过对话。</translation>
    </message>
    <message>
        <source>%1 has no next-token head: it does not write on.</source>
        <translation>%1&#x2009;没有下一词元头：不能续写。</translation>
    </message>
    <message>
        <source>Another model is needed</source>
        <translation>需要另一个模型</translation>
    </message>
    <message>
        <source>Train one</source>
        <translation>训练一个</translation>
    </message>
    <message>
        <source>Fine-tune a model for this task in the Train lens</source>
        <translation>在“训练”视角中为此任务微调一个模型</translation>
    </message>
    <message>
        <source>Find one</source>
        <translation>找一个</translation>
    </message>
    <message>
        <source>Look through the library of models</source>
        <translation>在模型库中查找</translation>
    </message>
    <message>
        <source>Open %1</source>
        <extracomment>%1 is a model</extracomment>
        <translation>打开&#x2009;%1</translation>
    </message>
    <message>
        <source>%1, in %2; every lens then looks at this model</source>
        <translation>%1，位于&#x2009;%2；打开后所有视角都看这个模型</translation>
    </message>
    <message>
        <source>No model is open yet.</source>
        <translation>还没有打开模型。</translation>
    </message>
    <message>
        <source>No model on this computer can do it yet.</source>
        <translation>这台电脑上还没有能做这项任务的模型。</translation>
    </message>
    <message>
        <source>These models can do it:</source>
        <translation>这些模型可以：</translation>
    </message>
</context>
<context>
    <name>vitrine::app::ModelList</name>
    <message>
        <source>Built in</source>
        <translation>内置</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>在本机</translation>
    </message>
    <message>
        <source>To be fetched</source>
        <translation>可下载</translation>
    </message>
    <message>
        <source>Can be fetched; choose it to see what it is</source>
        <translation>可以下载；选中它可查看介绍</translation>
    </message>
    <message>
        <source>Search models</source>
        <translation>搜索模型</translation>
    </message>
    <message>
        <source>Finds models by name, family, language, licence or size</source>
        <translation>按名称、系列、语言、许可证或大小查找模型</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Every model</source>
        <translation>所有模型</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>Models that open at once</source>
        <translation>可以立即打开的模型</translation>
    </message>
    <message>
        <source>Models that can be downloaded</source>
        <translation>可以下载的模型</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Choose a model to see what it is; open it with a double click</source>
        <translation>选中模型可查看介绍；双击打开</translation>
    </message>
</context>
<context>
    <name>vitrine::app::ModelShelf</name>
    <message>
        <source>own %1</source>
        <extracomment>a model that was counted in the user&apos;s own text</extracomment>
        <translation>自建&#x2009;%1</translation>
    </message>
</context>
<context>
    <name>vitrine::app::ModelsPage</name>
    <message>
        <source>No model chosen</source>
        <translation>未选择模型</translation>
    </message>
    <message>
        <source>Choose a model at the left, or open a folder of your own.</source>
        <translation>请在左侧选择模型，或打开自己的文件夹。</translation>
    </message>
    <message>
        <source>Architecture</source>
        <translation>结构</translation>
    </message>
    <message>
        <source>%1, %2 layers × %3 heads, width %4</source>
        <translation>%1，%2&#x2009;层 × %3&#x2009;头，宽度&#x2009;%4</translation>
    </message>
    <message>
        <source>Parameters</source>
        <extracomment>number of parameters, and the type of the numbers</extracomment>
        <translation>参数</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>上下文</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>词表</translation>
    </message>
    <message>
        <source>%1 tokens, %2</source>
        <translation>%1&#x2009;个词元，%2</translation>
    </message>
    <message>
        <source>Size on disk</source>
        <translation>磁盘大小</translation>
    </message>
    <message>
        <source>Languages</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Needs about %1: weights %2, key–value cache %3, working memory %4; %5 is free.</source>
        <translation>约需&#x2009;%1：权重&#x2009;%2，键值缓存&#x2009;%3，工作内存&#x2009;%4；可用&#x2009;%5。</translation>
    </message>
    <message>
        <source>This model does not fit into memory; opening it may stop other programs.</source>
        <translation>内存放不下这个模型，强行打开可能使其他程序中止。</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Open anyway</source>
        <translation>仍然打开</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Open folder…</source>
        <translation>打开文件夹…</translation>
    </message>
    <message>
        <source>Runs on</source>
        <translation>运行设备</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>The graphics processor if there is one that fits</source>
        <translation>有合适的图形处理器时使用它</translation>
    </message>
    <message>
        <source>The processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>The graphics processor</source>
        <translation>图形处理器</translation>
    </message>
    <message>
        <source>Weights as</source>
        <translation>权重精度</translation>
    </message>
    <message>
        <source>Exact, four bytes a weight</source>
        <translation>精确，每个权重四字节</translation>
    </message>
    <message>
        <source>Two bytes a weight, fewer digits</source>
        <translation>每个权重两字节，位数较少</translation>
    </message>
    <message>
        <source>One byte a weight, quantised: the fastest and least exact</source>
        <translation>每个权重一字节，量化：最快，精度最低</translation>
    </message>
    <message>
        <source>Load this model; the text stays</source>
        <translation>载入此模型，文本保留</translation>
    </message>
    <message>
        <source>Model card</source>
        <translation>模型卡</translation>
    </message>
    <message>
        <source>Choose a model and where it runs</source>
        <translation>选择模型和运行设备</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n layer(s) without attention, width %2</source>
        <translation>
            <numerusform>%1，%n&#x2009;层，无注意力，宽度&#x2009;%2</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>about %1 as float32, a quarter of it as int8</source>
        <translation>float32&#x2009;约&#x2009;%1，int8&#x2009;约为其四分之一</translation>
    </message>
    <message>
        <source>Lenses</source>
        <translation>视角</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>as its source says</source>
        <translation>见其来源</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Delete a model</source>
        <translation>删除模型</translation>
    </message>
    <message>
        <source>Delete %1 from this computer? It can be fetched again.</source>
        <translation>要从本机删除&#x2009;%1&#x2009;吗？以后可以重新下载。</translation>
    </message>
    <message>
        <source>It lies in the cache of the Hugging Face Hub; other programs lose it too.</source>
        <translation>它位于&#x2009;Hugging&#x2009;Face&#x2009;Hub&#x2009;的缓存中；其他程序也将无法使用它。</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Mirror of the Hugging Face Hub</source>
        <translation>Hugging&#x2009;Face&#x2009;Hub&#x2009;镜像</translation>
    </message>
    <message>
        <source>Address from which models of the Hub are fetched; empty for %1:</source>
        <translation>下载&#x2009;Hub&#x2009;模型所用的地址；留空则为&#x2009;%1：</translation>
    </message>
    <message>
        <source>A folder in Hugging Face layout</source>
        <translation>Hugging&#x2009;Face&#x2009;布局的文件夹</translation>
    </message>
    <message>
        <source>Open file…</source>
        <translation>打开文件…</translation>
    </message>
    <message>
        <source>A model in one file: GGUF, or the weights of a folder</source>
        <translation>单文件模型：GGUF，或文件夹中的权重</translation>
    </message>
    <message>
        <source>Mirror…</source>
        <translation>镜像…</translation>
    </message>
    <message>
        <source>Where models of the Hugging Face Hub are fetched from</source>
        <translation>从何处下载&#x2009;Hugging&#x2009;Face&#x2009;Hub&#x2009;的模型</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>删除…</translation>
    </message>
    <message>
        <source>Deletes this model from the disk</source>
        <translation>从磁盘删除此模型</translation>
    </message>
    <message>
        <source>Show its page</source>
        <translation>查看其网页</translation>
    </message>
    <message>
        <source>Opens the page of this model in the browser</source>
        <translation>在浏览器中打开此模型的网页</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 个词元</translation>
    </message>
</context>
<context>
    <name>vitrine::app::NextSentenceCard</name>
    <message>
        <source>Write a second text into the line beneath the one at the top: the model says whether it follows the first.</source>
        <translation>在顶部文本下面一行写第二段文本：模型会判断它是不是第一段的下一句。</translation>
    </message>
    <message>
        <source>%1 has no next-sentence head, so it cannot judge whether a second text follows. It still reads both: the candidates change with it, and Attention shows how one text looks at the other.</source>
        <translation>%1&#x2009;没有下一句判断头，因此不能判断第二段文本是不是下一句。它仍会同时读取两段：候选随之变化，“注意力”视角显示一段文本如何关注另一段。</translation>
    </message>
    <message>
        <source>Next sentence</source>
        <translation>下一句</translation>
    </message>
    <message>
        <source>does the second text follow the first?</source>
        <translation>第二段文本是第一段的下一句吗？</translation>
    </message>
    <message>
        <source>follows</source>
        <translation>是下一句</translation>
    </message>
    <message>
        <source>does not follow</source>
        <translation>不是下一句</translation>
    </message>
    <message>
        <source>The softmax of the next-sentence head&apos;s two logits, read off [CLS]</source>
        <translation>下一句判断头在&#x2009;[CLS]&#x2009;处的两个&#x2009;logit&#x2009;的&#x2009;softmax</translation>
    </message>
</context>
<context>
    <name>vitrine::app::NgramTableCard</name>
    <message>
        <source>n = </source>
        <translation>n = </translation>
    </message>
    <message>
        <source>Order of the n-grams in the table</source>
        <translation>表中&#x2009;n&#x2009;元组的阶数</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>阶数</translation>
    </message>
    <message>
        <source>Search n-grams</source>
        <translation>搜索&#x2009;n&#x2009;元组</translation>
    </message>
    <message>
        <source>Show the n-grams that hold this text</source>
        <translation>只显示包含这段文字的&#x2009;n&#x2009;元组</translation>
    </message>
    <message>
        <source>n-grams</source>
        <translation>n&#x2009;元组</translation>
    </message>
    <message>
        <source>Click a header to sort</source>
        <translation>点击表头排序</translation>
    </message>
    <message numerus="yes">
        <source>%Ln n-gram(s)</source>
        <translation>
            <numerusform>%Ln&#x2009;个&#x2009;n&#x2009;元组</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::app::NgramTableModel</name>
    <message>
        <source>n-gram</source>
        <translation>n&#x2009;元组</translation>
    </message>
    <message>
        <source>count</source>
        <translation>次数</translation>
    </message>
    <message>
        <source>words before</source>
        <translation>前接词数</translation>
    </message>
    <message>
        <source>count / context</source>
        <translation>次数 / 上下文</translation>
    </message>
</context>
<context>
    <name>vitrine::app::NgramTrainingDialog</name>
    <message>
        <source>Count a text</source>
        <translation>统计文本</translation>
    </message>
    <message>
        <source>Paste a text, one sentence on each line.</source>
        <translation>粘贴文本，每行一句。</translation>
    </message>
    <message>
        <source>Text to count</source>
        <translation>要统计的文本</translation>
    </message>
    <message>
        <source>or a text file</source>
        <translation>或一个文本文件</translation>
    </message>
    <message>
        <source>File to count</source>
        <translation>要统计的文件</translation>
    </message>
    <message>
        <source>Longest n-gram that is counted</source>
        <translation>统计的最长&#x2009;n&#x2009;元组</translation>
    </message>
    <message>
        <source>characters</source>
        <translation>字符</translation>
    </message>
    <message>
        <source>words</source>
        <translation>词</translation>
    </message>
    <message>
        <source>How probabilities are made of the counts</source>
        <translation>怎样由计数得到概率</translation>
    </message>
    <message>
        <source>n-grams of two and more units that are seen at most so often are dropped; 0 keeps all</source>
        <translation>两元及以上的&#x2009;n&#x2009;元组出现次数不超过此数就舍去；0&#x2009;全部保留</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Choose a text file, one sentence on each line</source>
        <translation>选择每行一句的文本文件</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>阶数</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>Cut-off</source>
        <translation>截断次数</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>统计</translation>
    </message>
    <message>
        <source>Words stand between blanks, those of Chinese are found by a dictionary; of characters every one counts</source>
        <translation>词以空白隔开，中文的词由词典切分；按字符则每个字符都算</translation>
    </message>
</context>
<context>
    <name>vitrine::app::NgramWhyPanel</name>
    <message>
        <source>the context was never seen: the next shorter one takes its place</source>
        <translation>从未见过这段上下文：改用短一格的上下文</translation>
    </message>
    <message>
        <source>The model does not know this word: it takes the probability of &lt;unk&gt;.</source>
        <translation>模型不认识这个词：取&#x2009;&lt;unk&gt;&#x2009;的概率。</translation>
    </message>
    <message>
        <source>An ARPA file holds probabilities and back-off weights, not the counts that they came from.</source>
        <translation>ARPA&#x2009;文件只有概率和回退权重，没有得出它们的计数。</translation>
    </message>
    <message>
        <source>D is what is taken from every count; γ gives what was taken to the shorter context. N₁₊ counts the different words that stand before, not how often.</source>
        <translation>D&#x2009;是从每个计数里扣下的量；γ&#x2009;把扣下的量分给更短的上下文。N₁₊&#x2009;数的是前面有多少种不同的词，不是出现多少次。</translation>
    </message>
    <message>
        <source>Without smoothing, what was never seen after a known context has probability 0.</source>
        <translation>不作平滑时，在已知上下文之后从未见过的，概率为&#x2009;0。</translation>
    </message>
    <message>
        <source>Surprisal −log₂ p = %1 bits.</source>
        <translation>惊奇度&#x2009;−log₂ p = %1&#x2009;比特。</translation>
    </message>
    <message>
        <source>Why %1?</source>
        <extracomment>%1 is a probability</extracomment>
        <translation>为什么是&#x2009;%1？</translation>
    </message>
    <message>
        <source>The softmax over this model&apos;s tokens; the Generate lens works it out. A token that begins longer words counts for all of them.</source>
        <translation>这是该模型在全部词元上的&#x2009;softmax，算式见生成视角。若一个词元是几个更长的词的开头，它的概率包括这些词。</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>为什么？</translation>
    </message>
    <message>
        <source>This model writes the candidate with several tokens, so that no single one stands for it.</source>
        <translation>该模型用几个词元才写出这个候选，没有单独一个词元与它对应。</translation>
    </message>
    <message>
        <source>Click a bar or a place on the curve to see the counts, the discount, the back-off path and the arithmetic behind the number.</source>
        <translation>点击一根柱或曲线上的一处，看这个数背后的计数、折扣、回退路径和算式。</translation>
    </message>
    <message>
        <source>What is left is shared evenly among all words: p′ = 1/V.</source>
        <translation>剩下的概率平均分给所有词：p′ = 1/V。</translation>
    </message>
    <message>
        <source>“%1” is not among the model&apos;s n-grams.</source>
        <translation>模型的&#x2009;n&#x2009;元组里没有“%1”。</translation>
    </message>
    <message>
        <source>“%1” is not among the model&apos;s n-grams; the longest of them that the text ends with here is “%2”.</source>
        <translation>模型的&#x2009;n&#x2009;元组里没有“%1”；文本在此处结尾的最长&#x2009;n&#x2009;元组是“%2”。</translation>
    </message>
</context>
<context>
    <name>vitrine::app::PerplexityCurves</name>
    <message>
        <source>Log of a training run</source>
        <translation>训练日志</translation>
    </message>
    <message>
        <source>Training logs (*.jsonl);;All files (*)</source>
        <translation>训练日志 (*.jsonl);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Text to learn from</source>
        <translation>用来学习的文本</translation>
    </message>
    <message>
        <source>%1-gram</source>
        <translation>%1&#x2009;元</translation>
    </message>
    <message>
        <source>Choose a text to learn from, such as a novel: n-gram models count a 64th of its lines, a 32nd and so on to all, and are measured on every tenth line.</source>
        <translation>选择一份用来学习的文本，例如一部小说：n&#x2009;元模型依次统计它&#x2009;1/64、1/32&#x2009;直到全部的行，并在每第十行上测量。</translation>
    </message>
    <message>
        <source>Measured on %1 tokens that were not counted</source>
        <translation>在未参与统计的&#x2009;%1&#x2009;个词元上测量</translation>
    </message>
    <message>
        <source>No model at hand has its training log beside it; open the log.jsonl of a training run.</source>
        <translation>当前模型都没有附带训练日志；请打开某次训练的&#x2009;log.jsonl。</translation>
    </message>
    <message>
        <source>Of each run&apos;s own validation text</source>
        <translation>在各次训练自己的验证文本上</translation>
    </message>
    <message>
        <source>Open a log…</source>
        <translation>打开日志…</translation>
    </message>
    <message>
        <source>Choose a text…</source>
        <translation>选择文本…</translation>
    </message>
    <message>
        <source>Add the curve of a training run: its folder holds log.jsonl</source>
        <translation>加上一次训练的曲线：它的文件夹里有&#x2009;log.jsonl</translation>
    </message>
    <message>
        <source>Draw how n-gram models get better with more of a text</source>
        <translation>画出&#x2009;n&#x2009;元模型怎样随文本增多而变好</translation>
    </message>
    <message>
        <source>order</source>
        <translation>阶数</translation>
    </message>
    <message>
        <source>tokens learned from</source>
        <translation>学习的词元数</translation>
    </message>
    <message>
        <source>training step</source>
        <translation>训练步</translation>
    </message>
    <message>
        <source>log₂ perplexity</source>
        <translation>log₂&#x2009;困惑度</translation>
    </message>
    <message>
        <source>My text</source>
        <translation>我的文本</translation>
    </message>
    <message>
        <source>Learn from the text that you counted</source>
        <translation>用你统计过的文本学习</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop learning; the curves so far stay</source>
        <translation>停止学习；已有的曲线保留</translation>
    </message>
    <message>
        <source>Progress of learning</source>
        <translation>学习进度</translation>
    </message>
    <message>
        <source>How much of the work is done</source>
        <translation>已完成多少</translation>
    </message>
    <message>
        <source>Perplexity over order, text size or training step</source>
        <translation>困惑度随阶数、文本量或训练步的变化</translation>
    </message>
    <message>
        <source>log₂ perplexity is the cross-entropy in bits per token: lower is better</source>
        <translation>log₂&#x2009;困惑度就是以比特每词元计的交叉熵：越低越好</translation>
    </message>
</context>
<context>
    <name>vitrine::app::ProbabilityPage</name>
    <message>
        <source>by average</source>
        <translation>按平均排序</translation>
    </message>
    <message>
        <source>by %1</source>
        <extracomment>%1 is a model</extracomment>
        <translation>按&#x2009;%1&#x2009;排序</translation>
    </message>
    <message>
        <source>What comes next</source>
        <translation>接下来是什么</translation>
    </message>
    <message>
        <source>the same words; a GPT&apos;s bar is of the token that begins with a blank</source>
        <translation>同样的词；GPT&#x2009;的柱属于以空格开头的词元</translation>
    </message>
    <message>
        <source>the same characters under every model</source>
        <translation>各模型面对同样的字符</translation>
    </message>
    <message>
        <source>linear</source>
        <translation>线性</translation>
    </message>
    <message>
        <source>Probabilities as they are</source>
        <translation>概率原值</translation>
    </message>
    <message>
        <source>log</source>
        <translation>对数</translation>
    </message>
    <message>
        <source>Probabilities by powers of ten, so that small ones are seen</source>
        <translation>按十的幂显示概率，小概率也看得见</translation>
    </message>
    <message>
        <source>numbers</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Entropy, rest and divergence of each model</source>
        <translation>各模型的熵、其余概率和散度</translation>
    </message>
    <message>
        <source>Whose order the candidates stand in</source>
        <translation>候选按谁的顺序排列</translation>
    </message>
    <message>
        <source>Order of the candidates</source>
        <translation>候选的顺序</translation>
    </message>
    <message>
        <source>The n-gram models are being made. If none comes, count a text of your own at the right.</source>
        <translation>正在建立&#x2009;n&#x2009;元模型。若没有出现，请在右侧统计自己的文本。</translation>
    </message>
    <message>
        <source>Which sentence?</source>
        <translation>哪一句？</translation>
    </message>
    <message>
        <source>Surprisal along the sentence</source>
        <translation>沿句子的惊奇度</translation>
    </message>
    <message>
        <source>Probability</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>Compare models from counting to Transformers on the same candidates</source>
        <translation>让从计数到&#x2009;Transformer&#x2009;的模型面对同样的候选</translation>
    </message>
    <message>
        <source>sentence</source>
        <translation>句子</translation>
    </message>
    <message>
        <source>A sentence step by step under every model</source>
        <translation>每个模型逐步计算一个句子</translation>
    </message>
    <message>
        <source>perplexity</source>
        <translation>困惑度</translation>
    </message>
    <message>
        <source>How well every model predicts a file</source>
        <translation>每个模型预测一个文件的好坏</translation>
    </message>
    <message>
        <source>n-grams</source>
        <translation>n&#x2009;元组</translation>
    </message>
    <message>
        <source>All n-grams that were counted</source>
        <translation>统计到的全部&#x2009;n&#x2009;元组</translation>
    </message>
    <message>
        <source>generation</source>
        <translation>生成</translation>
    </message>
    <message>
        <source>The same prompt continued by every model</source>
        <translation>每个模型续写同一个提示</translation>
    </message>
    <message>
        <source>Counted n-grams</source>
        <translation>统计到的&#x2009;n&#x2009;元组</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>并排比较</translation>
    </message>
    <message>
        <source>same prompt, same seed</source>
        <translation>提示相同，种子相同</translation>
    </message>
    <message>
        <source>log₂ p under each model, the likeliest bold</source>
        <translation>各模型给出的&#x2009;log₂ p，最可能的一句用粗体</translation>
    </message>
    <message>
        <source>Perplexity</source>
        <translation>困惑度</translation>
    </message>
</context>
<context>
    <name>vitrine::app::ProbePanel</name>
    <message>
        <source>layer %1, head %2</source>
        <translation>第&#x2009;%1&#x2009;层，第&#x2009;%2&#x2009;头</translation>
    </message>
    <message>
        <source>Shown as soon as the run has been looked into: before its first step.</source>
        <translation>第一次观察模型后即显示：在第一步之前。</translation>
    </message>
    <message>
        <source>A model of this kind has no attention.</source>
        <translation>这类模型没有注意力。</translation>
    </message>
    <message>
        <source>What comes after the probe sentence; entropy %1 bits</source>
        <translation>探针句之后会出现什么；熵&#x2009;%1&#x2009;比特</translation>
    </message>
    <message>
        <source>What stands in the last place, hidden from the model; entropy %1 bits</source>
        <translation>最后一个位置（对模型隐藏）是什么；熵&#x2009;%1&#x2009;比特</translation>
    </message>
    <message>
        <source>token</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>probability</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>Head</source>
        <translation>头</translation>
    </message>
    <message>
        <source>Whose attention over the probe sentence is shown</source>
        <translation>显示哪个头在探针句上的注意力</translation>
    </message>
    <message>
        <source>What the model expects</source>
        <translation>模型的预期</translation>
    </message>
    <message>
        <source>at this step of the training</source>
        <translation>在训练的这一步</translation>
    </message>
    <message>
        <source>What the model answers stands among the samples.</source>
        <translation>模型的回答见样例。</translation>
    </message>
    <message>
        <source>How the model labels the probe sentence; entropy %1 bits</source>
        <translation>模型给探针句的标签；熵&#x2009;%1&#x2009;比特</translation>
    </message>
</context>
<context>
    <name>vitrine::app::PromptRaceCard</name>
    <message>
        <source>model</source>
        <extracomment>what a model wrote after the prompt</extracomment>
        <translation>模型</translation>
    </message>
    <message>
        <source>prompt | continuation</source>
        <translation>提示 | 续写</translation>
    </message>
    <message>
        <source>seed </source>
        <translation>种子 </translation>
    </message>
    <message>
        <source>The same seed gives the same texts</source>
        <translation>相同的种子得到相同的文本</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>length </source>
        <translation>长度 </translation>
    </message>
    <message>
        <source>How many units are drawn: words or characters, of a GPT tokens</source>
        <translation>采样多少个单位：词或字符，GPT&#x2009;则是词元</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>续写</translation>
    </message>
    <message>
        <source>Let every model continue the text under glass</source>
        <translation>让每个模型续写当前文本</translation>
    </message>
    <message>
        <source>Continuations</source>
        <translation>续写</translation>
    </message>
    <message>
        <source>Drawn from each model&apos;s own distribution; a line end stops a model that counts</source>
        <translation>从每个模型自己的分布中采样；计数模型遇到行尾即停</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Give up this continuation</source>
        <translation>放弃这次续写</translation>
    </message>
</context>
<context>
    <name>vitrine::app::RecipeChooser</name>
    <message>
        <source>Data to learn from</source>
        <translation>用来学习的数据</translation>
    </message>
    <message>
        <source>Data (*.txt *.csv *.tsv *.jsonl *.json *.conll);;All files (*)</source>
        <translation>数据 (*.txt *.csv *.tsv *.jsonl *.json *.conll);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Folder of texts</source>
        <translation>文本文件夹</translation>
    </message>
    <message>
        <source>Data to measure on</source>
        <translation>用来衡量的数据</translation>
    </message>
    <message>
        <source>Folder of a model</source>
        <translation>模型文件夹</translation>
    </message>
    <message>
        <source>Own files…</source>
        <translation>自己的文件…</translation>
    </message>
    <message>
        <source>Own folder…</source>
        <translation>自己的文件夹…</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1&#x2009;和另外&#x2009;%n&#x2009;个</numerusform>
        </translation>
    </message>
    <message>
        <source>A share of the data</source>
        <translation>数据的一部分</translation>
    </message>
    <message>
        <source>Own file…</source>
        <translation>自己的文件……</translation>
    </message>
    <message>
        <source>Another folder…</source>
        <translation>其他文件夹……</translation>
    </message>
    <message>
        <source>tiny</source>
        <translation>微型</translation>
    </message>
    <message>
        <source>2 layers, 4 heads, 64 wide: learns while you watch</source>
        <translation>2&#x2009;层、4&#x2009;头、宽&#x2009;64：看着它学会</translation>
    </message>
    <message>
        <source>small</source>
        <translation>小型</translation>
    </message>
    <message>
        <source>4 layers, 4 heads, 128 wide: minutes</source>
        <translation>4&#x2009;层、4&#x2009;头、宽&#x2009;128：几分钟</translation>
    </message>
    <message>
        <source>medium</source>
        <translation>中型</translation>
    </message>
    <message>
        <source>6 layers, 6 heads, 192 wide: a quarter of an hour and more</source>
        <translation>6&#x2009;层、6&#x2009;头、宽&#x2009;192：一刻钟以上</translation>
    </message>
    <message>
        <source>characters</source>
        <translation>字符</translation>
    </message>
    <message>
        <source>byte-level BPE</source>
        <translation>字节级&#x2009;BPE</translation>
    </message>
    <message>
        <source>WordPiece</source>
        <translation>WordPiece</translation>
    </message>
    <message>
        <source>Example</source>
        <translation>示例</translation>
    </message>
    <message>
        <source>A recipe that shows something; all of it can be changed</source>
        <translation>能说明问题的配方；都可以改动</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>What the run and its model are called</source>
        <translation>这次训练及其模型的名称</translation>
    </message>
    <message>
        <source>Objective</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>What is learned: texts themselves, or an answer about them</source>
        <translation>学什么：文本本身，或关于文本的回答</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>What is learned from: data that come along, or own files</source>
        <translation>从什么学：自带的数据，或自己的文件</translation>
    </message>
    <message>
        <source>Measured on</source>
        <translation>衡量用</translation>
    </message>
    <message>
        <source>Data that is not learned from, to tell learning from cramming</source>
        <translation>不参与学习的数据，用来区分学会与死记</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>A new model, or one that exists, which is then fine-tuned</source>
        <translation>新的模型，或现有的模型（对它微调）</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>How large a new model is</source>
        <translation>新模型有多大</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>How a new model cuts texts into tokens</source>
        <translation>新模型如何把文本切成词元</translation>
    </message>
    <message>
        <source>Prompts</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Asked again and again while it trains; | stands between them</source>
        <translation>训练时反复询问；各句之间用&#x2009;|&#x2009;隔开</translation>
    </message>
    <message>
        <source>Probe sentence</source>
        <translation>探针句</translation>
    </message>
    <message>
        <source>Whose attention is shown as it changes; of questions, the text they are about</source>
        <translation>显示它的注意力如何变化；问答时为问题所依据的短文</translation>
    </message>
</context>
<context>
    <name>vitrine::app::RecipeForm</name>
    <message>
        <source>▾ Fewer settings</source>
        <translation>▾ 收起设置</translation>
    </message>
    <message>
        <source>▸ More settings</source>
        <translation>▸ 更多设置</translation>
    </message>
    <message>
        <source>Show the settings that most runs leave as they are</source>
        <translation>显示多数训练不用改动的设置</translation>
    </message>
    <message>
        <source>More settings</source>
        <translation>更多设置</translation>
    </message>
    <message>
        <source>queries, values</source>
        <translation>查询、值</translation>
    </message>
</context>
<context>
    <name>vitrine::app::RecipePanel</name>
    <message>
        <source>Run</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>配方</translation>
    </message>
    <message>
        <source>what is learned, by which model, and how</source>
        <translation>学什么，用哪个模型，怎样学</translation>
    </message>
    <message>
        <source>Before you start</source>
        <translation>开始之前</translation>
    </message>
    <message>
        <source>measured on a few steps</source>
        <translation>由几步测得</translation>
    </message>
    <message>
        <source>settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>What is learned, by which model, and how</source>
        <translation>学什么、用哪个模型、怎么学</translation>
    </message>
    <message>
        <source>data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>What is read from the files, and what the model sees of it</source>
        <translation>从文件读到了什么，模型从中看到什么</translation>
    </message>
</context>
<context>
    <name>vitrine::app::RunCurves</name>
    <message>
        <source>training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>smoothed</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>loss, nats per token</source>
        <translation>损失，奈特/词元</translation>
    </message>
    <message>
        <source>learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>gradient norm</source>
        <translation>梯度范数</translation>
    </message>
    <message>
        <source>tokens per second</source>
        <translation>每秒词元</translation>
    </message>
    <message>
        <source>step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>How wrong the predictions are, in nats per token</source>
        <translation>预测错得多少，奈特/词元</translation>
    </message>
    <message>
        <source>rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>How far each step went</source>
        <translation>每一步走了多远</translation>
    </message>
    <message>
        <source>gradient</source>
        <translation>梯度</translation>
    </message>
    <message>
        <source>How long the gradient was, before it was clipped</source>
        <translation>裁剪之前梯度的长度</translation>
    </message>
    <message>
        <source>speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Tokens per second</source>
        <translation>每秒词元</translation>
    </message>
    <message>
        <source>linear</source>
        <translation>线性</translation>
    </message>
    <message>
        <source>Values as they are</source>
        <translation>原值</translation>
    </message>
    <message>
        <source>log</source>
        <translation>对数</translation>
    </message>
    <message>
        <source>Values by powers of ten</source>
        <translation>按十的幂显示</translation>
    </message>
    <message>
        <source>What the run has logged</source>
        <translation>训练的记录</translation>
    </message>
    <message>
        <source>The wheel zooms, dragging moves, a double click shows all; a click goes to the look nearest to the step</source>
        <translation>滚轮缩放，拖动平移，双击显示全部；单击跳到离该步最近的一次观察</translation>
    </message>
    <message>
        <source>The curves begin with the first step.</source>
        <translation>曲线从第一步开始。</translation>
    </message>
</context>
<context>
    <name>vitrine::app::RunInspector</name>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Gradient norm</source>
        <translation>梯度范数</translation>
    </message>
    <message>
        <source>Tokens per second</source>
        <translation>每秒词元</translation>
    </message>
    <message>
        <source>Time so far</source>
        <translation>已用时间</translation>
    </message>
    <message>
        <source>No run yet</source>
        <translation>还没有训练</translation>
    </message>
    <message>
        <source>Choose a recipe and press Start training.</source>
        <translation>选择一个配方，然后按“开始训练”。</translation>
    </message>
    <message>
        <source>%1 · step %2 of %3</source>
        <translation>%1 · 第&#x2009;%2&#x2009;步，共&#x2009;%3&#x2009;步</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>还剩&#x2009;%1</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Go on exactly where the last checkpoint was</source>
        <translation>从最近的检查点原样继续</translation>
    </message>
    <message>
        <source>Keep a checkpoint and let others train</source>
        <translation>保存检查点，让别的训练先行</translation>
    </message>
    <message>
        <source>Progress of the run</source>
        <translation>训练的进度</translation>
    </message>
    <message>
        <source>How many of its steps are done</source>
        <translation>已完成多少步</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>End the run here; its model stays</source>
        <translation>在此结束训练；模型保留</translation>
    </message>
    <message>
        <source>Open in every lens</source>
        <translation>在各视角中打开</translation>
    </message>
    <message>
        <source>Load the model as it is now, and look at it in the other lenses</source>
        <translation>载入现在的模型，在其他视角中观察</translation>
    </message>
    <message>
        <source>Compare with its base</source>
        <translation>与基础模型对比</translation>
    </message>
    <message>
        <source>Load the fine-tuned model, and the one it began as beside it</source>
        <translation>载入微调后的模型，旁边放上它的基础模型</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>训练记录</translation>
    </message>
    <message>
        <source>Which run is looked at</source>
        <translation>观察哪次训练</translation>
    </message>
</context>
<context>
    <name>vitrine::app::RunSamples</name>
    <message>
        <source>step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>sample</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>Which prompt is continued</source>
        <translation>续写哪个提示</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Samples from step to step</source>
        <translation>逐步变化的样本</translation>
    </message>
    <message>
        <source>The same prompt and the same seed at every step: only the weights change. A click shows that step below.</source>
        <translation>每一步用同样的提示和种子：只有权重在变。单击在下方显示那一步。</translation>
    </message>
    <message>
        <source>The first sample is drawn before the first step.</source>
        <translation>第一个样本在第一步之前生成。</translation>
    </message>
</context>
<context>
    <name>vitrine::app::RunsPanel</name>
    <message>
        <source>run</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>objective</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>state</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>notes</source>
        <translation>笔记</translation>
    </message>
    <message>
        <source>loss, nats per token</source>
        <translation>损失，奈特/词元</translation>
    </message>
    <message>
        <source>Rename the run</source>
        <translation>重命名训练</translation>
    </message>
    <message>
        <source>Name of the run</source>
        <translation>训练的名称</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>笔记</translation>
    </message>
    <message>
        <source>What is to be remembered of this run</source>
        <translation>这次训练值得记住的</translation>
    </message>
    <message>
        <source>Delete the run</source>
        <translation>删除训练</translation>
    </message>
    <message>
        <source>Delete “%1” with its model, its checkpoint and its curves? This cannot be undone.</source>
        <translation>删除“%1”及其模型、检查点和曲线吗？此操作无法撤销。</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>训练记录</translation>
    </message>
    <message>
        <source>choose several with Ctrl to compare them</source>
        <translation>按住&#x2009;Ctrl&#x2009;选择几个进行比较</translation>
    </message>
    <message>
        <source>Losses side by side</source>
        <translation>损失对比</translation>
    </message>
    <message>
        <source>of validation, or of training where there is none</source>
        <translation>验证损失；没有验证的用训练损失</translation>
    </message>
    <message>
        <source>No run yet. Choose a recipe and press Start training.</source>
        <translation>还没有训练。选择一个配方，然后按“开始训练”。</translation>
    </message>
    <message>
        <source>Repeat…</source>
        <translation>重复…</translation>
    </message>
    <message>
        <source>Take this run&apos;s recipe, change a setting, and start it anew</source>
        <translation>取这次训练的配方，改动一项设置，重新开始</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>重命名…</translation>
    </message>
    <message>
        <source>Give the run and its model another name</source>
        <translation>给训练及其模型另取名称</translation>
    </message>
    <message>
        <source>Notes…</source>
        <translation>笔记…</translation>
    </message>
    <message>
        <source>Write down what is to be remembered of this run</source>
        <translation>写下这次训练值得记住的</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>删除…</translation>
    </message>
    <message>
        <source>Delete the run with all its files, after a question</source>
        <translation>询问之后删除训练及其所有文件</translation>
    </message>
    <message>
        <source>The wheel zooms, dragging moves, a double click shows all</source>
        <translation>滚轮缩放，拖动平移，双击显示全部</translation>
    </message>
</context>
<context>
    <name>vitrine::app::SensesPanel</name>
    <message>
        <source>Word</source>
        <translation>词</translation>
    </message>
    <message>
        <source>The word that is followed through the texts</source>
        <translation>在各文本中追踪的词</translation>
    </message>
    <message>
        <source>Word in several texts</source>
        <translation>多个文本中的词</translation>
    </message>
    <message>
        <source>Texts</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Reads every text with the open model and compares the word&apos;s vectors</source>
        <translation>用打开的模型读每个文本，并比较这个词的向量</translation>
    </message>
    <message>
        <source>Presets</source>
        <translation>预置</translation>
    </message>
    <message>
        <source>Words of several senses</source>
        <translation>多义词</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>cosine of the word&apos;s vectors in two texts</source>
        <translation>这个词在两个文本中的向量的余弦</translation>
    </message>
    <message>
        <source>layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>cosine</source>
        <translation>余弦</translation>
    </message>
    <message>
        <source>A static vector is the same in every sentence; a model&apos;s own changes with the context. Choose a preset or write your texts, and compare.</source>
        <translation>静态向量在每个句子中都一样；模型自己的向量随上下文变化。选一个预置或写下文本，然后比较。</translation>
    </message>
    <message>
        <source>After layer %1 of %2: </source>
        <translation>第&#x2009;%1&#x2009;层之后（共&#x2009;%2&#x2009;层）：</translation>
    </message>
    <message>
        <source>the word is %1 like itself from text to text, on average. An empty line between texts begins another sense.</source>
        <translation>这个词在各文本间与自身的相似度平均为&#x2009;%1。文本之间空一行，表示换一个词义。</translation>
    </message>
    <message>
        <source>%1 like itself across senses. With two texts of a sense they can be compared.</source>
        <translation>不同词义间的相似度为&#x2009;%1。同一词义至少要有两个文本才能比较。</translation>
    </message>
    <message>
        <source>This model hardly tells these senses apart after any layer.</source>
        <translation>这个模型在任何一层之后都几乎分不清这些词义。</translation>
    </message>
    <message>
        <source>They part most after layer %1, by %2.</source>
        <translation>在第&#x2009;%1&#x2009;层之后分得最开，相差&#x2009;%2。</translation>
    </message>
    <message>
        <source>%1 alike within a sense, %2 across: the senses part by %3. </source>
        <extracomment>%3 is the difference of the two; &quot;texts&quot; are sentences that hold the word</extracomment>
        <translation>同一词义的相似度为&#x2009;%1，不同词义的为&#x2009;%2，相差&#x2009;%3。</translation>
    </message>
    <message>
        <source>%1 of %2 texts are most like one of their own sense (by chance %3). </source>
        <translation>%2&#x2009;个文本中有&#x2009;%1&#x2009;个与同一词义的文本最相似（随机时为&#x2009;%3&#x2009;个）。</translation>
    </message>
    <message>
        <source>same</source>
        <extracomment>of senses: pairs of texts of the same sense, and of another</extracomment>
        <translation>同义</translation>
    </message>
    <message>
        <source>all pairs</source>
        <translation>所有文本对</translation>
    </message>
    <message>
        <source>other</source>
        <translation>异义</translation>
    </message>
    <message>
        <source>same sense</source>
        <translation>同一词义</translation>
    </message>
    <message>
        <source>other sense</source>
        <translation>不同词义</translation>
    </message>
    <message>
        <source>Texts that hold the word, one on each line; an empty line begins another sense</source>
        <translation>含有这个词的文本，每行一个；空一行表示换一个词义</translation>
    </message>
    <message>
        <source>Layer </source>
        <extracomment>before the number of a layer</extracomment>
        <translation>层 </translation>
    </message>
    <message>
        <source>Whose vectors the matrix compares; 0 is what the first layer reads</source>
        <translation>矩阵比较哪一层之后的向量；0&#x2009;是第一层读到的</translation>
    </message>
    <message>
        <source>Centred</source>
        <translation>去中心</translation>
    </message>
    <message>
        <source>Without the direction that all tokens of these texts share, in which a model&apos;s vectors mostly point (Ethayarajh 2019)</source>
        <translation>减去这些文本的所有词元共有的方向；模型的向量大多指向这个方向（Ethayarajh 2019）</translation>
    </message>
    <message>
        <source>Raw</source>
        <translation>原始</translation>
    </message>
    <message>
        <source>The vectors as the model holds them</source>
        <translation>模型中原本的向量</translation>
    </message>
    <message>
        <source>Needs a GPT or a BERT: open one at the top</source>
        <translation>需要 GPT 或 BERT：请在顶部打开一个</translation>
    </message>
</context>
<context>
    <name>vitrine::app::SentenceRankingCard</name>
    <message>
        <source>sentence</source>
        <translation>句子</translation>
    </message>
    <message>
        <source>Alternatives to start from</source>
        <translation>可以先试的几组句子</translation>
    </message>
    <message>
        <source>Examples of alternatives</source>
        <translation>备选句子示例</translation>
    </message>
    <message>
        <source>of the sentence</source>
        <translation>整句</translation>
    </message>
    <message>
        <source>per token</source>
        <translation>每个词元</translation>
    </message>
    <message>
        <source>log₂ p of the whole sentence, or divided by its tokens</source>
        <translation>整句的&#x2009;log₂ p，或再除以词元数</translation>
    </message>
    <message>
        <source>What is compared</source>
        <translation>比较什么</translation>
    </message>
    <message>
        <source>Alternatives, one on each line</source>
        <translation>备选句子，每行一句</translation>
    </message>
    <message>
        <source>Paste alternatives, one on each line.</source>
        <translation>粘贴备选句子，每行一句。</translation>
    </message>
    <message>
        <source>Log-probabilities of the alternatives</source>
        <translation>备选句子的对数概率</translation>
    </message>
    <message>
        <source>Bold: the sentence that a model finds likeliest. Click one to follow it step by step below</source>
        <translation>粗体：该模型认为最可能的句子。点击一句，在下方逐步查看</translation>
    </message>
</context>
<context>
    <name>vitrine::app::SentenceStepsView</name>
    <message>
        <source>unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>p</source>
        <translation>p</translation>
    </message>
    <message>
        <source>running product</source>
        <translation>连乘积</translation>
    </message>
    <message>
        <source>log₂ p</source>
        <translation>log₂ p</translation>
    </message>
    <message>
        <source>sum of log₂ p</source>
        <translation>log₂ p&#x2009;之和</translation>
    </message>
    <message>
        <source>One unit is one word or character of the n-gram models; tokens of other models are added up to it.</source>
        <translation>一个单位是&#x2009;n&#x2009;元模型的一个词或字符；其他模型的词元合并到同一单位。</translation>
    </message>
    <message>
        <source>Counting whole sentences: n/N = %1/%2. A sentence that was never seen has none; the chain rule puts it together from parts that were.</source>
        <translation>整句计数：n/N = %1/%2。没见过的句子整句计数为零；链式法则用见过的片段拼出它。</translation>
    </message>
    <message>
        <source>%1: %2 bits</source>
        <extracomment>a model and a surprisal</extracomment>
        <translation>%1：%2&#x2009;比特</translation>
    </message>
    <message>
        <source>curves</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>The surprisal of every model along the sentence</source>
        <translation>每个模型沿句子的惊奇度</translation>
    </message>
    <message>
        <source>chain rule</source>
        <translation>链式法则</translation>
    </message>
    <message>
        <source>The sentence&apos;s probability as a product, step by step</source>
        <translation>把句子的概率逐步写成乘积</translation>
    </message>
    <message>
        <source>Whose steps the table shows and whose numbers Why? explains</source>
        <translation>表格显示谁的步骤，“为什么”解释谁的数</translation>
    </message>
    <message>
        <source>Model of the steps</source>
        <translation>步骤所属的模型</translation>
    </message>
    <message>
        <source>Chain rule</source>
        <translation>链式法则</translation>
    </message>
    <message>
        <source>Click a step to see where its number comes from</source>
        <translation>点击一步，看它的数从哪里来</translation>
    </message>
    <message>
        <source>Surprisal along the sentence</source>
        <translation>沿句子的惊奇度</translation>
    </message>
    <message>
        <source>bits</source>
        <translation>比特</translation>
    </message>
</context>
<context>
    <name>vitrine::app::ShortcutsDialog</name>
    <message>
        <source>Select the token before or after</source>
        <translation>选择前一个或后一个词元</translation>
    </message>
    <message>
        <source>Walk in a figure or table</source>
        <translation>在图或表中移动</translation>
    </message>
    <message>
        <source>arrow keys, Home, End</source>
        <translation>方向键、Home、End</translation>
    </message>
    <message>
        <source>Take what is selected in a figure</source>
        <translation>采用图中选中的项</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Commands and their keys</source>
        <translation>命令及其按键</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>vitrine::app::StateInspector</name>
    <message>
        <source>Why?</source>
        <translation>为什么？</translation>
    </message>
    <message>
        <source>Select a neuron to see what its state was made of.</source>
        <translation>选择一个神经元，看看它的状态由什么组成。</translation>
    </message>
    <message>
        <source>Neuron %1 at %2</source>
        <extracomment>%1 is a neuron&apos;s number, %2 a token</extracomment>
        <translation>%2&#x2009;处的第&#x2009;%1&#x2009;号神经元</translation>
    </message>
    <message>
        <source>Unprimed letters are of the token before; a gate is between 0 and 1.</source>
        <translation>不带撇的字母属于前一个词元；门的取值在&#x2009;0&#x2009;与&#x2009;1&#x2009;之间。</translation>
    </message>
    <message>
        <source>a is the sum of the layer&apos;s products, before tanh.</source>
        <translation>a&#x2009;是这一层各项乘积之和，还未经过&#x2009;tanh。</translation>
    </message>
</context>
<context>
    <name>vitrine::app::StatePanel</name>
    <message>
        <source>State over the text</source>
        <translation>状态随文本的变化</translation>
    </message>
    <message>
        <source>Layer </source>
        <translation>层 </translation>
    </message>
    <message>
        <source>The layer whose state is shown, from 0</source>
        <translation>显示哪一层的状态，从&#x2009;0&#x2009;数起</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>State or gate</source>
        <translation>状态或门</translation>
    </message>
</context>
<context>
    <name>vitrine::app::StatusStrip</name>
    <message>
        <source>%1 tokens/s</source>
        <extracomment>speed of generation</extracomment>
        <translation>每秒&#x2009;%1&#x2009;词元</translation>
    </message>
    <message numerus="yes">
        <source>saved %n s ago</source>
        <translation>
            <numerusform>%n&#x2009;秒前已保存</numerusform>
        </translation>
    </message>
    <message>
        <source>Loading the model</source>
        <translation>正在载入模型</translation>
    </message>
    <message>
        <source>Generating</source>
        <translation>正在生成</translation>
    </message>
    <message>
        <source>Drawing samples</source>
        <translation>正在抽样</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop what is running now</source>
        <translation>停止正在运行的任务</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>memory %1</source>
        <extracomment>memory that the program uses</extracomment>
        <translation>内存&#x2009;%1</translation>
    </message>
    <message>
        <source>Go to the run that trains</source>
        <translation>转到正在进行的训练</translation>
    </message>
    <message>
        <source>A model is being fetched; click to see it</source>
        <translation>正在下载模型；点击查看</translation>
    </message>
</context>
<context>
    <name>vitrine::app::TaskBatchPanel</name>
    <message>
        <source>Table to answer</source>
        <translation>要回答的表格</translation>
    </message>
    <message>
        <source>Tables and texts (*.csv *.tsv *.jsonl *.txt)</source>
        <translation>表格与文本 (*.csv *.tsv *.jsonl *.txt)</translation>
    </message>
    <message>
        <source>Save the table</source>
        <translation>保存表格</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>Answering %1…</source>
        <translation>正在回答&#x2009;%1…</translation>
    </message>
    <message>
        <source>Open a table with the columns question and context; the answers stand behind its own columns.</source>
        <translation>打开一张有&#x2009;question&#x2009;与&#x2009;context&#x2009;两列的表格；答案写在原有各列之后。</translation>
    </message>
    <message>
        <source>Open a table with a column text, or a text with one on each line; the answers stand behind its own columns.</source>
        <translation>打开一张有&#x2009;text&#x2009;列的表格，或每行一条的文本；答案写在原有各列之后。</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n rows</source>
        <translation>
            <numerusform>%1：%n&#x2009;行</numerusform>
        </translation>
    </message>
    <message>
        <source>stopped before the end</source>
        <translation>提前停止</translation>
    </message>
    <message>
        <source>Open a table…</source>
        <translation>打开表格…</translation>
    </message>
    <message>
        <source>Answer every row of a table (CSV, TSV, JSON lines) or line of a text</source>
        <translation>回答表格（CSV、TSV、JSON&#x2009;行）的每一行，或文本的每一行</translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation>保存为&#x2009;CSV…</translation>
    </message>
    <message>
        <source>Save the table with the answers</source>
        <translation>保存带有答案的表格</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop answering; what is done so far stays</source>
        <translation>停止回答，已完成的保留</translation>
    </message>
    <message>
        <source>Progress of answering</source>
        <translation>回答的进度</translation>
    </message>
    <message>
        <source>How much of the table is answered</source>
        <translation>表格已回答多少</translation>
    </message>
    <message>
        <source>Answered rows</source>
        <translation>已回答的行</translation>
    </message>
    <message>
        <source>The table&apos;s own columns, then the answers</source>
        <translation>先是表格原有的列，后面是答案</translation>
    </message>
    <message numerus="yes">
        <source>%n lines with problems; line %1 %2</source>
        <extracomment>%1 is the first of these lines, %2 what is wrong with it</extracomment>
        <translation>
            <numerusform>%n&#x2009;行有问题，第&#x2009;%1&#x2009;行&#x2009;%2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::app::TaskEvaluationPanel</name>
    <message>
        <source>Labelled file</source>
        <translation>带标签的文件</translation>
    </message>
    <message>
        <source>Measuring on %1…</source>
        <translation>正在用&#x2009;%1&#x2009;测评…</translation>
    </message>
    <message>
        <source>Open a file with the right answers: a table with the columns text and label, CoNLL for entities, SQuAD&apos;s JSON for questions.</source>
        <translation>打开一个有正确答案的文件：带&#x2009;text&#x2009;与&#x2009;label&#x2009;列的表格；实体用&#x2009;CoNLL；问答用&#x2009;SQuAD&#x2009;的&#x2009;JSON。</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n examples</source>
        <translation>
            <numerusform>%1：%n&#x2009;个样例</numerusform>
        </translation>
    </message>
    <message>
        <source>accuracy %1</source>
        <translation>准确率&#x2009;%1</translation>
    </message>
    <message>
        <source>exact match %1</source>
        <translation>完全匹配&#x2009;%1</translation>
    </message>
    <message>
        <source>F1 of words %1</source>
        <translation>词的&#x2009;F1 %1</translation>
    </message>
    <message>
        <source>stopped before the end</source>
        <translation>提前停止</translation>
    </message>
    <message numerus="yes">
        <source>%n lines with problems</source>
        <translation>
            <numerusform>%n&#x2009;行有问题</numerusform>
        </translation>
    </message>
    <message>
        <source>macro average</source>
        <translation>宏平均</translation>
    </message>
    <message>
        <source>micro average</source>
        <translation>微平均</translation>
    </message>
    <message>
        <source>class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>precision</source>
        <translation>精确率</translation>
    </message>
    <message>
        <source>recall</source>
        <translation>召回率</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>examples</source>
        <translation>样例</translation>
    </message>
    <message>
        <source>right \ answered</source>
        <translation>正确 \ 回答</translation>
    </message>
    <message>
        <source>right</source>
        <translation>正确</translation>
    </message>
    <message>
        <source>answered</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>question</source>
        <extracomment>column heads; the last two are what a score stands for</extracomment>
        <translation>问题</translation>
    </message>
    <message>
        <source>text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>right answer</source>
        <translation>正确答案</translation>
    </message>
    <message>
        <source>model&apos;s answer</source>
        <translation>模型的答案</translation>
    </message>
    <message>
        <source>p(right)</source>
        <translation>p(正确)</translation>
    </message>
    <message numerus="yes">
        <source>%n where %1 was taken for %2</source>
        <translation>
            <numerusform>%n&#x2009;个把&#x2009;%1&#x2009;当成&#x2009;%2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n, the worst first; a double click looks at one</source>
        <translation>
            <numerusform>%n&#x2009;个，最差的在前；双击查看其中一个</numerusform>
        </translation>
    </message>
    <message>
        <source>Line %1 %2</source>
        <extracomment>%1 is a line of a file, %2 what is wrong with it</extracomment>
        <translation>第&#x2009;%1&#x2009;行&#x2009;%2</translation>
    </message>
    <message>
        <source>Open a labelled file…</source>
        <translation>打开带标签的文件…</translation>
    </message>
    <message>
        <source>Measure the model on a file whose right answers are known</source>
        <translation>用已知正确答案的文件测评模型</translation>
    </message>
    <message>
        <source>Use the sample data</source>
        <translation>使用示例数据</translation>
    </message>
    <message>
        <source>Measure on the small labelled file that comes with the program; a model that was trained on it knows it already</source>
        <translation>用程序自带的小文件测评；用它训练过的模型早已见过这些数据</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop measuring; what is done so far stays</source>
        <translation>停止测评，已完成的保留</translation>
    </message>
    <message>
        <source>Progress of measuring</source>
        <translation>测评的进度</translation>
    </message>
    <message>
        <source>How much of the file is measured</source>
        <translation>文件已测评多少</translation>
    </message>
    <message>
        <source>Scores</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>Scores by class</source>
        <translation>各类别的得分</translation>
    </message>
    <message>
        <source>Entities count only where their kind and both ends are right</source>
        <translation>实体只有类别与两端都对才算对</translation>
    </message>
    <message>
        <source>Confusion matrix</source>
        <translation>混淆矩阵</translation>
    </message>
    <message>
        <source>colour: share of the row; click a cell for its examples</source>
        <translation>颜色：占该行的比例；点击格子看其中的样例</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>样例</translation>
    </message>
    <message>
        <source>All examples</source>
        <translation>全部样例</translation>
    </message>
    <message>
        <source>Show the examples of every cell again</source>
        <translation>重新显示所有格子的样例</translation>
    </message>
    <message>
        <source>Return or a double click puts an example under glass</source>
        <translation>回车或双击把样例放到上方</translation>
    </message>
    <message>
        <source>Lines with problems</source>
        <translation>有问题的行</translation>
    </message>
    <message>
        <source>Lines of the file that could not be used as they are</source>
        <translation>文件中不能照原样使用的行</translation>
    </message>
</context>
<context>
    <name>vitrine::app::TasksPage</name>
    <message>
        <source>Classify</source>
        <translation>分类</translation>
    </message>
    <message>
        <source>Which label the text has, such as a sentiment</source>
        <translation>文本属于哪个标签，例如情感</translation>
    </message>
    <message>
        <source>Entities</source>
        <translation>实体</translation>
    </message>
    <message>
        <source>People, places and organisations named in the text</source>
        <translation>文中提到的人、地点与机构</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>问答</translation>
    </message>
    <message>
        <source>Where in the text the answer to a question stands</source>
        <translation>问题的答案在文中何处</translation>
    </message>
    <message>
        <source>Fill masks</source>
        <translation>填空</translation>
    </message>
    <message>
        <source>Which token stands where one is hidden</source>
        <translation>被遮住的地方是哪个词元</translation>
    </message>
    <message>
        <source>Next sentence</source>
        <translation>下一句</translation>
    </message>
    <message>
        <source>Whether a second text follows the first</source>
        <translation>第二段文本是否接在第一段之后</translation>
    </message>
    <message>
        <source>Dialogue</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>What a model that converses answers</source>
        <translation>会对话的模型怎样回答</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>续写</translation>
    </message>
    <message>
        <source>How a text or a program goes on</source>
        <translation>一段文字或程序怎样继续</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>摘要</translation>
    </message>
    <message>
        <source>A summary, asked for by a prompt</source>
        <translation>用提示要求的摘要</translation>
    </message>
    <message>
        <source>one text</source>
        <translation>单条文本</translation>
    </message>
    <message>
        <source>The text at the top, with the reasons</source>
        <translation>上方的文本，以及原因</translation>
    </message>
    <message>
        <source>table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>Every row of a table, as CSV</source>
        <translation>表格的每一行，存为&#x2009;CSV</translation>
    </message>
    <message>
        <source>evaluation</source>
        <translation>测评</translation>
    </message>
    <message>
        <source>How good the model is on a labelled file</source>
        <translation>模型在带标签的文件上表现如何</translation>
    </message>
    <message>
        <source>text metrics</source>
        <translation>文本指标</translation>
    </message>
    <message>
        <source>BLEU, ROUGE and METEOR of written texts</source>
        <translation>所写文本的&#x2009;BLEU、ROUGE&#x2009;与&#x2009;METEOR</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>样例</translation>
    </message>
    <message>
        <source>Put a ready example under glass</source>
        <translation>把现成的例子放到上方</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Let the model classify, find entities, answer and write, and see why</source>
        <translation>让模型分类、找实体、回答与书写，并看到原因</translation>
    </message>
    <message>
        <source>the second text follows</source>
        <translation>第二段接在后面</translation>
    </message>
</context>
<context>
    <name>vitrine::app::TextBar</name>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n&#x2009;个词元</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n character(s)</source>
        <translation>
            <numerusform>%n&#x2009;个字符</numerusform>
        </translation>
    </message>
    <message>
        <source>perplexity %1</source>
        <translation>困惑度&#x2009;%1</translation>
    </message>
    <message>
        <source>Write here, and the model says what it expects next</source>
        <translation>在此输入，模型会给出它对下文的预期</translation>
    </message>
    <message>
        <source>Text under glass</source>
        <translation>观察的文本</translation>
    </message>
    <message>
        <source>colour: surprisal in bits</source>
        <translation>颜色：惊奇度（比特）</translation>
    </message>
    <message>
        <source>Write here, then hide a token, and the model says what it expects there</source>
        <translation>在这里写字，再遮住一个词元，模型会说出它预期那里是什么</translation>
    </message>
    <message>
        <source>Second text of a pair (may be empty)</source>
        <translation>一对文本中的第二段（可以为空）</translation>
    </message>
    <message>
        <source>Second text</source>
        <translation>另一文本</translation>
    </message>
    <message>
        <source>Read together with the text above: does it follow?</source>
        <translation>与上面的文本一起读入：它是下文吗？</translation>
    </message>
    <message>
        <source>cache %1, more than is free</source>
        <extracomment>of the key–value cache; %1 is &quot;184 kB&quot;</extracomment>
        <translation>缓存 %1，超过可用内存</translation>
    </message>
    <message>
        <source>cache %1</source>
        <translation>缓存 %1</translation>
    </message>
    <message>
        <source>The keys and values of this text take %1 of memory; those of the whole context of %2 tokens would take %3, and %4 was free.</source>
        <translation>此文本的键与值占 %1 内存；整个上下文（%2 个词元）的键与值要占 %3，可用内存为 %4。</translation>
    </message>
    <message>
        <source>This text does not fit into memory.</source>
        <translation>此文本放不进内存。</translation>
    </message>
</context>
<context>
    <name>vitrine::app::TextMetricsPanel</name>
    <message>
        <source>metric</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>all lines</source>
        <translation>全部行</translation>
    </message>
    <message>
        <source>this line</source>
        <translation>此行</translation>
    </message>
    <message>
        <source>how it is made</source>
        <translation>怎样算出</translation>
    </message>
    <message>
        <source>Chinese characters count as words; BLEU is of all lines together</source>
        <translation>每个汉字算一个词；BLEU&#x2009;由所有行一起算出</translation>
    </message>
    <message>
        <source>BLEU is of all lines together, the others are means over the lines</source>
        <translation>BLEU&#x2009;由所有行一起算出，其余为各行的平均</translation>
    </message>
    <message>
        <source>Written texts</source>
        <translation>写出的文本</translation>
    </message>
    <message>
        <source>one on each line</source>
        <translation>每行一条</translation>
    </message>
    <message>
        <source>What a model wrote, a text on each line</source>
        <translation>模型写出的文本，每行一条</translation>
    </message>
    <message>
        <source>References</source>
        <translation>参考文本</translation>
    </message>
    <message>
        <source>on the same lines</source>
        <translation>在相同的行上</translation>
    </message>
    <message>
        <source>What it should have written, on the same line</source>
        <translation>应当写出的文本，在同一行</translation>
    </message>
    <message>
        <source>BLEU, ROUGE and METEOR</source>
        <translation>BLEU、ROUGE&#x2009;与&#x2009;METEOR</translation>
    </message>
    <message>
        <source>line </source>
        <translation>行 </translation>
    </message>
    <message>
        <source>Line</source>
        <translation>行</translation>
    </message>
    <message>
        <source>The line whose counts are worked out</source>
        <translation>算出其计数的那一行</translation>
    </message>
    <message>
        <source>Scores of the texts</source>
        <translation>文本的得分</translation>
    </message>
    <message>
        <source>Each score with the counts that it is made of</source>
        <translation>每个得分及其来自的计数</translation>
    </message>
</context>
<context>
    <name>vitrine::app::TokenInspector</name>
    <message>
        <source>id %1</source>
        <translation>编号&#x2009;%1</translation>
    </message>
    <message>
        <source>piece %1</source>
        <extracomment>the token&apos;s name in the vocabulary</extracomment>
        <translation>词片&#x2009;%1</translation>
    </message>
    <message>
        <source>bytes %1</source>
        <translation>字节&#x2009;%1</translation>
    </message>
    <message>
        <source>place %1–%2</source>
        <translation>位置&#x2009;%1–%2</translation>
    </message>
    <message numerus="yes">
        <source>Part of the pre-token %1, made by %n merge(s) from %2 pieces.</source>
        <translation>
            <numerusform>属于预分词&#x2009;%1，由&#x2009;%2&#x2009;个词片经&#x2009;%n&#x2009;次合并而成。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Part of the pre-token %1, found after %n look(s) into the vocabulary.</source>
        <translation>
            <numerusform>属于预分词&#x2009;%1，查词表&#x2009;%n&#x2009;次后找到。</numerusform>
        </translation>
    </message>
    <message>
        <source>Part of the pre-token %1, which needs no merge.</source>
        <translation>属于预分词&#x2009;%1，无须合并。</translation>
    </message>
    <message>
        <source>Why this token?</source>
        <translation>为什么是这个词元？</translation>
    </message>
    <message>
        <source>Select a token to see its id, its bytes and how it was made.</source>
        <translation>选择一个词元，查看它的编号、字节和形成过程。</translation>
    </message>
    <message>
        <source>Why %1?</source>
        <extracomment>%1 is a token</extracomment>
        <translation>为什么是&#x2009;%1？</translation>
    </message>
    <message numerus="yes">
        <source>Part of the pre-token %1, whose most probable cut is found at %n place(s).</source>
        <translation>
            <numerusform>预分词&#x2009;%1&#x2009;的一部分，其最可能的切分经过&#x2009;%n&#x2009;个位置求出。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::app::TokenizerColumn</name>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>The tokeniser of this column</source>
        <translation>这一列的分词器</translation>
    </message>
    <message>
        <source>Tokeniser</source>
        <translation>分词器</translation>
    </message>
    <message>
        <source>%1 · %2 in the vocabulary · %3 tokens · %4 per character</source>
        <extracomment>kind of tokeniser · size of its vocabulary · tokens · tokens per character</extracomment>
        <translation>%1 · 词表&#x2009;%2 · %3&#x2009;个词元 · 每字符&#x2009;%4&#x2009;个</translation>
    </message>
</context>
<context>
    <name>vitrine::app::TokenizerCountsModel</name>
    <message>
        <source>Tokeniser</source>
        <translation>分词器</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>词表</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>Characters</source>
        <translation>字符</translation>
    </message>
    <message>
        <source>Tokens per character</source>
        <translation>每字符词元数</translation>
    </message>
</context>
<context>
    <name>vitrine::app::TokensPage</name>
    <message>
        <source>Tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>with their ids</source>
        <translation>及其编号</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>ids, bytes and places in the text</source>
        <translation>编号、字节和在文本中的位置</translation>
    </message>
    <message>
        <source>Step by step</source>
        <translation>逐步</translation>
    </message>
    <message>
        <source>normalise, pre-tokenise, merge; Space steps</source>
        <translation>规范化、预分词、合并；按空格前进</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>up to three tokenisers on the same text</source>
        <translation>同一文本上最多三个分词器</translation>
    </message>
    <message>
        <source>Watch the tokeniser cut the text</source>
        <translation>观察分词器切分文本</translation>
    </message>
</context>
<context>
    <name>vitrine::app::TopBar</name>
    <message>
        <source>No model</source>
        <translation>无模型</translation>
    </message>
    <message>
        <source>choose one</source>
        <translation>请选择</translation>
    </message>
    <message>
        <source>loading…</source>
        <translation>载入中…</translation>
    </message>
    <message>
        <source>The model that everything here is computed with; click to choose another</source>
        <translation>这里的一切都由此模型算出，点击可另选</translation>
    </message>
    <message>
        <source>Search commands</source>
        <translation>搜索命令</translation>
    </message>
    <message>
        <source>Compare with…</source>
        <translation>对比模型…</translation>
    </message>
    <message>
        <source>A second model, whose attention is shown beside the first one&apos;s; click to choose it</source>
        <translation>另一个模型，其注意力与第一个模型并排显示；点击选择</translation>
    </message>
</context>
<context>
    <name>vitrine::app::TrainPage</name>
    <message>
        <source>New run</source>
        <translation>新训练</translation>
    </message>
    <message>
        <source>Choose what is learned, by which model, and how</source>
        <translation>选择学什么，用哪个模型，怎样学</translation>
    </message>
    <message>
        <source>Watch</source>
        <translation>观察</translation>
    </message>
    <message>
        <source>A run from inside, while it trains and after</source>
        <translation>从内部看一次训练，进行中或结束后</translation>
    </message>
    <message>
        <source>All runs</source>
        <translation>全部训练</translation>
    </message>
    <message>
        <source>Compare, repeat, rename and delete runs</source>
        <translation>比较、重复、重命名和删除训练</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Make a model learn, and watch it from inside</source>
        <translation>让模型学习，并从内部观察</translation>
    </message>
</context>
<context>
    <name>vitrine::app::TrainedTaskView</name>
    <message>
        <source>%1, probability %2</source>
        <extracomment>%1 is a tag such as B-PER, %2 a probability</extracomment>
        <translation>%1，概率&#x2009;%2</translation>
    </message>
    <message numerus="yes">
        <source>%n words at the end do not fit the context</source>
        <translation>
            <numerusform>末尾有&#x2009;%n&#x2009;个词超出上下文</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n found; click a word for its tags</source>
        <translation>
            <numerusform>找到&#x2009;%n&#x2009;个；点击一个词看它的标签</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: starts here %2 × ends here %3</source>
        <extracomment>%1 is an answer, %2 and %3 are probabilities</extracomment>
        <translation>%1：在此开始&#x2009;%2 × 在此结束&#x2009;%3</translation>
    </message>
    <message>
        <source>(the text does not tell)</source>
        <translation>（文中没有答案）</translation>
    </message>
    <message>
        <source>entity</source>
        <translation>实体</translation>
    </message>
    <message>
        <source>kind</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>probability</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>answer</source>
        <translation>答案</translation>
    </message>
    <message>
        <source>start</source>
        <translation>起点</translation>
    </message>
    <message>
        <source>end</source>
        <translation>终点</translation>
    </message>
    <message>
        <source>label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>What is asked of the text at the top?</source>
        <translation>对上方的文本提什么问题？</translation>
    </message>
    <message>
        <source>The answer is looked for in the text at the top of the window</source>
        <translation>在窗口上方的文本中寻找答案</translation>
    </message>
    <message>
        <source>Answer in the text</source>
        <translation>文中的答案</translation>
    </message>
    <message>
        <source>Entities</source>
        <translation>实体</translation>
    </message>
    <message>
        <source>Where the answer starts and ends</source>
        <translation>答案的起点与终点</translation>
    </message>
    <message>
        <source>Tags of the word</source>
        <translation>该词的标签</translation>
    </message>
    <message>
        <source>Click a word to see how likely each tag is</source>
        <translation>点击一个词，看各个标签的概率</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>答案</translation>
    </message>
    <message>
        <source>start × end</source>
        <translation>起点 × 终点</translation>
    </message>
    <message>
        <source>The answer chosen among the bars</source>
        <translation>在条形图中选中的答案</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>click one to see what speaks for it</source>
        <translation>点击一个标签，看什么支持它</translation>
    </message>
    <message>
        <source>Click an answer to see which tokens it hangs on</source>
        <translation>点击一个答案，看它取决于哪些词元</translation>
    </message>
</context>
<context>
    <name>vitrine::app::VectorCatalogueDialog</name>
    <message>
        <source>Fuller word vectors</source>
        <translation>更大的词向量集</translation>
    </message>
    <message>
        <source>see the source</source>
        <translation>见来源</translation>
    </message>
    <message>
        <source>name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>words</source>
        <translation>词数</translation>
    </message>
    <message>
        <source>dimensions</source>
        <translation>维数</translation>
    </message>
    <message>
        <source>in memory</source>
        <translation>占用内存</translation>
    </message>
    <message>
        <source>file</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>These sets are published by others. Download one from its source, unpack it (.zip, .gz), and open the file: reading it takes seconds the first time and an instant after that.</source>
        <translation>这些词向量集由他人发布。从来源下载并解压（.zip、.gz），然后打开文件：第一次读取需要几秒，以后立即打开。</translation>
    </message>
    <message>
        <source>Sets of word vectors that others publish</source>
        <translation>他人发布的词向量集</translation>
    </message>
    <message>
        <source>Visit the source</source>
        <translation>访问来源</translation>
    </message>
    <message>
        <source>Opens the page of the chosen set in the browser</source>
        <translation>在浏览器中打开所选词向量集的网页</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>复制地址</translation>
    </message>
    <message>
        <source>Copies the address of the chosen set&apos;s page</source>
        <translation>复制所选词向量集的网页地址</translation>
    </message>
    <message>
        <source>Open a file…</source>
        <translation>打开文件…</translation>
    </message>
    <message>
        <source>Opens a set that has been downloaded and unpacked</source>
        <translation>打开已经下载并解压的词向量集</translation>
    </message>
</context>
<context>
    <name>vitrine::app::VectorSearch</name>
    <message>
        <source>Open a file…</source>
        <translation>打开文件…</translation>
    </message>
    <message>
        <source>%1 words, %2 dimensions</source>
        <translation>%1&#x2009;个词，%2&#x2009;维</translation>
    </message>
    <message>
        <source>The mean of the known words; unknown: %1</source>
        <translation>已知词的平均；未知：%1</translation>
    </message>
    <message>
        <source>Whose vectors: built in, a model&apos;s own, or a file</source>
        <translation>谁的向量：内置的、模型自己的或文件中的</translation>
    </message>
    <message>
        <source>Word vectors</source>
        <translation>词向量</translation>
    </message>
    <message>
        <source>A word or a text</source>
        <translation>一个词或一段文本</translation>
    </message>
    <message>
        <source>Finds the words nearest to a word, or to the mean of a text&apos;s words</source>
        <translation>查找与一个词或一段文本的词的平均最近的词</translation>
    </message>
    <message>
        <source>Word to search</source>
        <translation>要查找的词</translation>
    </message>
    <message>
        <source>Cosine</source>
        <translation>余弦</translation>
    </message>
    <message>
        <source>The angle between the vectors, whatever their length</source>
        <translation>向量之间的夹角，与长度无关</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>距离</translation>
    </message>
    <message>
        <source>The Euclidean distance; the smallest is nearest</source>
        <translation>欧几里得距离，最小者最近</translation>
    </message>
    <message>
        <source>A box puts the word into the set; a double click searches it</source>
        <translation>勾选把词放入词组；双击查找这个词</translation>
    </message>
    <message>
        <source>Nearest words</source>
        <translation>最近的词</translation>
    </message>
    <message>
        <source>Dot</source>
        <translation>点积</translation>
    </message>
    <message>
        <source>Dot product: angle and lengths together</source>
        <translation>点积：夹角与长度一起</translation>
    </message>
    <message>
        <source>Fuller sets…</source>
        <translation>更大的词向量集…</translation>
    </message>
</context>
<context>
    <name>vitrine::app::VectorTrainingPanel</name>
    <message>
        <source>Text to train on</source>
        <translation>用于训练的文本</translation>
    </message>
    <message>
        <source>Text files (*.txt);;All files (*)</source>
        <translation>文本文件 (*.txt);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Epoch %1 of %2, loss %3, %4 s left</source>
        <translation>第&#x2009;%1&#x2009;轮，共&#x2009;%2&#x2009;轮，损失&#x2009;%3，剩余&#x2009;%4&#x2009;秒</translation>
    </message>
    <message>
        <source>Paste a text to train word vectors on, or open a file</source>
        <translation>粘贴用于训练词向量的文本，或打开文件</translation>
    </message>
    <message>
        <source>The text that the vectors are learned from</source>
        <translation>学习向量所用的文本</translation>
    </message>
    <message>
        <source>Training text</source>
        <translation>训练文本</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Takes the text from a file</source>
        <translation>从文件读取文本</translation>
    </message>
    <message>
        <source>How vectors are learned</source>
        <translation>向量的学习方法</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>words</source>
        <translation>词</translation>
    </message>
    <message>
        <source>characters</source>
        <translation>字</translation>
    </message>
    <message>
        <source>Whether a word is a word or, for Chinese, a character</source>
        <translation>以词为单位，还是以（中文的）字为单位</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Dimensions</source>
        <translation>维数</translation>
    </message>
    <message>
        <source>Width of a vector</source>
        <translation>向量的宽度</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>轮数</translation>
    </message>
    <message>
        <source>How often the text is read</source>
        <translation>文本被读的次数</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Ends the training; the vectors before it stay</source>
        <translation>结束训练，保留之前的向量</translation>
    </message>
    <message>
        <source>Trains in the background; the map lives meanwhile</source>
        <translation>在后台训练，地图随之变化</translation>
    </message>
    <message>
        <source>Progress of training</source>
        <translation>训练进度</translation>
    </message>
    <message>
        <source>How much of the training is done</source>
        <translation>训练完成了多少</translation>
    </message>
    <message>
        <source>When it is done, the trained vectors take the place of those above.</source>
        <translation>训练完成后，新的向量取代上面的向量。</translation>
    </message>
    <message>
        <source>Save the trained vectors</source>
        <translation>保存训练好的向量</translation>
    </message>
    <message>
        <source>Word vectors (*.safetensors)</source>
        <translation>词向量 (*.safetensors)</translation>
    </message>
    <message>
        <source>epochs</source>
        <translation>轮数</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Keeps the trained vectors as a file, which can be opened again</source>
        <translation>把训练好的向量保存为文件，以后可以再打开</translation>
    </message>
</context>
<context>
    <name>vitrine::app::WatchPanel</name>
    <message>
        <source>step %1</source>
        <translation>第&#x2009;%1&#x2009;步</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>Samples while it learns</source>
        <translation>学习过程中的样本</translation>
    </message>
    <message>
        <source>Inside</source>
        <translation>内部</translation>
    </message>
    <message>
        <source>probe</source>
        <translation>探针</translation>
    </message>
    <message>
        <source>Attention over the probe sentence, and what is expected after it</source>
        <translation>探针句上的注意力，以及其后的预期</translation>
    </message>
    <message>
        <source>weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Sizes of weights and gradients by layer</source>
        <translation>各层权重和梯度的大小</translation>
    </message>
    <message>
        <source>batch</source>
        <translation>批次</translation>
    </message>
    <message>
        <source>What the current step is given to learn from</source>
        <translation>当前这一步所学的内容</translation>
    </message>
    <message>
        <source>change</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>How far each matrix has moved from the model it began as</source>
        <translation>每个矩阵离起始模型移动了多远</translation>
    </message>
    <message>
        <source>Looks into the model from the first step to the newest</source>
        <translation>从第一步到最新一步对模型的观察</translation>
    </message>
    <message>
        <source>Step that is looked at</source>
        <translation>正在观察的步</translation>
    </message>
</context>
<context>
    <name>vitrine::app::WhyPanel</name>
    <message>
        <source>Rank %1, surprisal −log₂ p = %2 bits.</source>
        <translation>排名&#x2009;%1，惊奇度&#x2009;−log₂ p = %2&#x2009;比特。</translation>
    </message>
    <message>
        <source>Rank %1 → %2, surprisal −log₂ p = %3 bits.</source>
        <extracomment>ranks before and after the settings</extracomment>
        <translation>排名&#x2009;%1 → %2，惊奇度&#x2009;−log₂ p = %3&#x2009;比特。</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>已排除</translation>
    </message>
    <message>
        <source>Drawn with u = %1: the kept probabilities, added in order of rank, pass it here, from %2 to %3.</source>
        <translation>抽取时&#x2009;u = %1：保留的概率按排名累加，在此处越过它，从&#x2009;%2&#x2009;到&#x2009;%3。</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>为什么？</translation>
    </message>
    <message>
        <source>This token is not among the candidates that are listed for its position.</source>
        <translation>这个词元不在该位置列出的候选之中。</translation>
    </message>
    <message>
        <source>Point at a candidate or select a token to see where its probability comes from.</source>
        <translation>指向一个候选，或选择一个词元，查看其概率的来历。</translation>
    </message>
    <message>
        <source>Why %1?</source>
        <extracomment>%1 is a token</extracomment>
        <translation>为什么是&#x2009;%1？</translation>
    </message>
</context>
<context>
    <name>vitrine::app::WordMapPanel</name>
    <message>
        <source>Laying out: %1</source>
        <translation>正在布局：%1</translation>
    </message>
    <message>
        <source>These axes hold %1 of the variance; distances are an approximation.</source>
        <translation>这些坐标轴包含&#x2009;%1&#x2009;的方差；距离是近似值。</translation>
    </message>
    <message>
        <source>Neighbourhoods are kept; large distances mean little here.</source>
        <translation>保留了邻近关系；较大的距离在此意义不大。</translation>
    </message>
    <message>
        <source>Principal components: the directions of the largest variance</source>
        <translation>主成分：方差最大的方向</translation>
    </message>
    <message>
        <source>Keeps neighbourhoods, as probabilities</source>
        <translation>以概率保留邻近关系</translation>
    </message>
    <message>
        <source>Keeps neighbourhoods, as a graph</source>
        <translation>以图保留邻近关系</translation>
    </message>
    <message>
        <source>2-D</source>
        <translation>二维</translation>
    </message>
    <message>
        <source>A flat map</source>
        <translation>平面地图</translation>
    </message>
    <message>
        <source>3-D</source>
        <translation>三维</translation>
    </message>
    <message>
        <source>A map to turn</source>
        <translation>可转动的地图</translation>
    </message>
    <message>
        <source>the set</source>
        <extracomment>words on the map; there is room for few letters</extracomment>
        <translation>词组</translation>
    </message>
    <message>
        <source>Words on the map</source>
        <translation>地图上的词</translation>
    </message>
    <message>
        <source>Show the whole map</source>
        <translation>显示整个地图</translation>
    </message>
    <message>
        <source>Lay the map out afresh</source>
        <translation>重新布局地图</translation>
    </message>
    <message>
        <source>Search a word and tick some neighbours, or choose a preset: they stand here.</source>
        <translation>查找一个词并勾选几个邻居，或选一个预置：它们会出现在这里。</translation>
    </message>
    <message>
        <source>word</source>
        <translation>词</translation>
    </message>
    <message>
        <source>cluster</source>
        <translation>聚类</translation>
    </message>
    <message>
        <source>neighbours too</source>
        <translation>加上邻居</translation>
    </message>
    <message>
        <source>top 1,000</source>
        <translation>前&#x2009;1,000&#x2009;词</translation>
    </message>
    <message>
        <source>top 5,000</source>
        <translation>前&#x2009;5,000&#x2009;词</translation>
    </message>
    <message>
        <source>Which words stand on the map: the set alone, with 12 neighbours of each of its words, or with the most frequent words of all</source>
        <translation>地图上有哪些词：只有词组，或加上其中每个词的&#x2009;12&#x2009;个邻居，或加上最常用的词</translation>
    </message>
</context>
<context>
    <name>vitrine::app::WordSetPanel</name>
    <message>
        <source>Textbook: words of time near, coffee far</source>
        <translation>教科书的例子：表示时间的词相近，咖啡较远</translation>
    </message>
    <message>
        <source>Drinks, days and family</source>
        <translation>饮料、日子与家人</translation>
    </message>
    <message>
        <source>King and queen</source>
        <translation>国王与女王</translation>
    </message>
    <message>
        <source>Water and land</source>
        <translation>水与陆地</translation>
    </message>
    <message>
        <source>Not among these vectors: %1</source>
        <translation>这些向量中没有：%1</translation>
    </message>
    <message>
        <source>Words to compare, with spaces between them</source>
        <translation>要比较的词，用空格隔开</translation>
    </message>
    <message>
        <source>The set of words: what is typed here stands in the matrix and on the map</source>
        <translation>词组：这里输入的词出现在矩阵和地图上</translation>
    </message>
    <message>
        <source>Set of words</source>
        <translation>词组</translation>
    </message>
    <message>
        <source>Presets</source>
        <translation>预置</translation>
    </message>
    <message>
        <source>Sets of words to begin with</source>
        <translation>供入门的词组</translation>
    </message>
    <message>
        <source>Save the set as…</source>
        <translation>将词集存为…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Save the set</source>
        <translation>保存词集</translation>
    </message>
    <message>
        <source>Name of the set:</source>
        <translation>词集的名称：</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::ActivationCurve</name>
    <message>
        <source>Curve of %1</source>
        <extracomment>%1 is a function such as GELU</extracomment>
        <translation>%1&#x2009;的曲线</translation>
    </message>
    <message>
        <source>Each point is a neuron of this layer for this token; points beyond the left end stand at it</source>
        <translation>每个点是该层在此词元处的一个神经元；超出左端的点画在左端</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::AngleView</name>
    <message>
        <source>Angle between %1 and %2: %3°</source>
        <extracomment>%1 and %2 are words</extracomment>
        <translation>%1&#x2009;与&#x2009;%2&#x2009;的夹角：%3°</translation>
    </message>
    <message>
        <source>The angle between the two vectors, in the plane that both lie in</source>
        <translation>两个向量在它们所在平面上的夹角</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::AnswerCurves</name>
    <message>
        <source>token of the text</source>
        <translation>文本的词元</translation>
    </message>
    <message>
        <source>probability</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>start</source>
        <translation>起点</translation>
    </message>
    <message>
        <source>end</source>
        <translation>终点</translation>
    </message>
    <message>
        <source>Where the answer starts and ends</source>
        <translation>答案的起点与终点</translation>
    </message>
    <message>
        <source>How likely the answer starts, and ends, at each token</source>
        <translation>答案从每个词元开始、在每个词元结束的概率</translation>
    </message>
    <message>
        <source>token</source>
        <translation>词元</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::AttentionAtlas</name>
    <message>
        <source>Write a text above: every head of the model shows here.</source>
        <translation>在上方写一段文本，模型的所有注意力头会显示在这里。</translation>
    </message>
    <message>
        <source>All heads</source>
        <translation>全部注意力头</translation>
    </message>
    <message>
        <source>One picture a head, one row a layer; arrow keys select, Space switches off</source>
        <translation>每个头一张图，每层一行；方向键选择，空格键关闭</translation>
    </message>
    <message>
        <source>Layer %1, head %2</source>
        <translation>第&#x2009;%1&#x2009;层第&#x2009;%2&#x2009;头</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>a statistic and its value</extracomment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>switched off</source>
        <translation>已关闭</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::AttentionHeatMap</name>
    <message>
        <source>Write a text above: who looks at whom shows here.</source>
        <translation>在上方写一段文本，谁关注谁会显示在这里。</translation>
    </message>
    <message>
        <source>Attention weights</source>
        <translation>注意力权重</translation>
    </message>
    <message>
        <source>Rows are queries, columns are keys; arrow keys move from cell to cell</source>
        <translation>行是查询，列是键；方向键在单元格间移动</translation>
    </message>
    <message>
        <source>%1 (%2) → %3 (%4)</source>
        <extracomment>two tokens with their numbers: the one that looks and the one that is looked at</extracomment>
        <translation>%1（%2）→ %3（%4）</translation>
    </message>
    <message>
        <source>%1: masked, the key comes after the query</source>
        <translation>%1：被掩码遮住，键在查询之后</translation>
    </message>
    <message>
        <source>%1: forbidden by you</source>
        <translation>%1：已被你禁止</translation>
    </message>
    <message>
        <source>%1: difference of the weights %2</source>
        <translation>%1：权重之差&#x2009;%2</translation>
    </message>
    <message>
        <source>%1: weight %2</source>
        <translation>%1：权重&#x2009;%2</translation>
    </message>
    <message>
        <source>query (looks)</source>
        <translation>查询（关注者）</translation>
    </message>
    <message>
        <source>key (is looked at)</source>
        <translation>键（被关注）</translation>
    </message>
    <message>
        <source>row&apos;s largest</source>
        <translation>该行最大</translation>
    </message>
    <message>
        <source>Approximate: each pixel is the largest difference of %1 × %1 cells</source>
        <translation>近似：每个像素取&#x2009;%1 × %1&#x2009;个单元格中最大的差值</translation>
    </message>
    <message>
        <source>Approximate: each pixel is the largest of %1 × %1 weights</source>
        <translation>近似：每个像素取&#x2009;%1 × %1&#x2009;个权重中的最大值</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::AttentionLinks</name>
    <message>
        <source>Write a text above: who looks at whom shows here.</source>
        <translation>在上方写一段文本，谁关注谁会显示在这里。</translation>
    </message>
    <message>
        <source>query (looks)</source>
        <translation>查询（关注者）</translation>
    </message>
    <message>
        <source>key (is looked at)</source>
        <translation>键（被关注）</translation>
    </message>
    <message>
        <source>Attention as links</source>
        <translation>注意力连线</translation>
    </message>
    <message>
        <source>Queries at the left, keys at the right; arrow keys select a query</source>
        <translation>左边是查询，右边是键；方向键选择查询</translation>
    </message>
    <message>
        <source>%1 looks most at %2 (%3)</source>
        <extracomment>tokens, and a weight</extracomment>
        <translation>%1&#x2009;最关注&#x2009;%2（%3）</translation>
    </message>
    <message>
        <source>%1 is looked at most by %2 (%3)</source>
        <translation>%1&#x2009;最受&#x2009;%2&#x2009;关注（%3）</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::AttentionWhy</name>
    <message>
        <source>Softmax over the row</source>
        <translation>对这一行做&#x2009;softmax</translation>
    </message>
    <message>
        <source>Why this weight?</source>
        <translation>这个权重从何而来？</translation>
    </message>
    <message>
        <source>Select a cell of the map to see where its weight comes from.</source>
        <translation>选中热力图的一个单元格，查看其权重的来历。</translation>
    </message>
    <message>
        <source>Why %1?</source>
        <extracomment>%1 is an attention weight</extracomment>
        <translation>为什么是&#x2009;%1？</translation>
    </message>
    <message>
        <source>query %1 → key %2 · layer %3, head %4</source>
        <translation>查询&#x2009;%1 → 键&#x2009;%2 · 第&#x2009;%3&#x2009;层第&#x2009;%4&#x2009;头</translation>
    </message>
    <message>
        <source>mask: visible</source>
        <translation>掩码：可见</translation>
    </message>
    <message>
        <source>mask: not visible, the score becomes −∞</source>
        <translation>掩码：不可见，得分变为 −∞</translation>
    </message>
    <message>
        <source>z = Σ weight · v over the row
concat: the z of all heads side by side
concat · W_O + b: what the layer adds to the residual stream</source>
        <translation>z = Σ 权重 · v，对这一行求和
concat：所有头的&#x2009;z&#x2009;并排相接
concat · W_O + b：本层加到残差流上的向量</translation>
    </message>
    <message>
        <source>second text</source>
        <translation>第二段文本</translation>
    </message>
    <message>
        <source>first text</source>
        <translation>第一段文本</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::BlockDiagram</name>
    <message>
        <source>Block diagram</source>
        <translation>结构图</translation>
    </message>
    <message>
        <source>The parts of the model in the order of the computation; Space and the arrow keys step through them, Page Up and Page Down change the layer</source>
        <translation>模型的各部分，按计算顺序排列；空格键与方向键逐个前进，Page Up&#x2009;与&#x2009;Page Down&#x2009;换层</translation>
    </message>
    <message>
        <source>%1 parameters</source>
        <translation>%1&#x2009;个参数</translation>
    </message>
    <message>
        <source>Layer %1 of 0–%2</source>
        <extracomment>layers are counted from 0: &quot;Layer 2 of 0–11&quot;</extracomment>
        <translation>第&#x2009;%1&#x2009;层（共&#x2009;0–%2&#x2009;层）</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::BlockWalkTable</name>
    <message>
        <source>part</source>
        <translation>部分</translation>
    </message>
    <message>
        <source>head</source>
        <translation>头</translation>
    </message>
    <message>
        <source>component</source>
        <translation>分量</translation>
    </message>
    <message>
        <source>value</source>
        <translation>值</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::BlockWalkView</name>
    <message>
        <source>Values</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>The values of the selected token in this layer, in the order of the computation</source>
        <translation>所选词元在此层的数值，按计算顺序排列</translation>
    </message>
    <message>
        <source>Load a model and type a text: the values of the selected token stand here, step by step.</source>
        <translation>载入模型并输入文本：所选词元的数值将逐步显示在这里。</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::CandidateAnswerModel</name>
    <message numerus="yes">
        <source>%1: %n token(s), probability %2</source>
        <translation>
            <numerusform>%1：%n&#x2009;个词元，概率&#x2009;%2</numerusform>
        </translation>
    </message>
    <message>
        <source>An answer that may be given</source>
        <translation>可能给出的一个回答</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Its probability among the candidates: together they have 1</source>
        <translation>它在各候选中所占的概率：合计为&#x2009;1</translation>
    </message>
    <message>
        <source>share</source>
        <translation>占比</translation>
    </message>
    <message>
        <source>Natural logarithm of its probability: the sum over its tokens, in nats</source>
        <translation>其概率的自然对数：各词元之和，单位奈特</translation>
    </message>
    <message>
        <source>The same divided by its tokens, so that long answers are not at a loss</source>
        <translation>除以词元数，使长回答不吃亏</translation>
    </message>
    <message>
        <source>/ token</source>
        <translation>每词元</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::Card</name>
    <message>
        <source>Copy or export what this card shows</source>
        <translation>复制或导出此卡片的内容</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::ChatBubble</name>
    <message>
        <source>The variant before</source>
        <translation>上一个变体</translation>
    </message>
    <message>
        <source>The next variant</source>
        <translation>下一个变体</translation>
    </message>
    <message>
        <source>Goes on with this answer, which was cut</source>
        <translation>把这个被截断的回答接着写下去</translation>
    </message>
    <message>
        <source>Answers once more, with another seed; this answer stays</source>
        <translation>换一个种子再答一次；这个回答保留</translation>
    </message>
    <message>
        <source>Puts other words into the model&apos;s mouth; what it said stays as a variant</source>
        <translation>替模型改口；它原来说的保留为变体</translation>
    </message>
    <message>
        <source>Says something else here and has it answered; what was said stays as a variant</source>
        <translation>在此处改说别的并让模型回答；原来说的保留为变体</translation>
    </message>
    <message>
        <source>Copies the text</source>
        <translation>复制文本</translation>
    </message>
    <message>
        <source>Removes this and what follows it</source>
        <translation>删除这一条及其后的内容</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>提问</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Begins a branch with these words (Return)</source>
        <translation>以这些话另开一个分支（回车）</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Leaves the words as they were (Escape)</source>
        <translation>保持原话不变（Esc）</translation>
    </message>
    <message>
        <source>New words</source>
        <translation>新的话</translation>
    </message>
    <message>
        <source>Go on with this one</source>
        <translation>从这个接着谈</translation>
    </message>
    <message>
        <source>The conversation goes on from this answer</source>
        <translation>对话从这个回答继续</translation>
    </message>
    <message>
        <source>%1 says: %2</source>
        <extracomment>%1 is who speaks</extracomment>
        <translation>%1&#x2009;说：%2</translation>
    </message>
    <message>
        <source>What is said here instead; Return begins a branch with it</source>
        <translation>在此处改说的话；回车以此另开一个分支</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::ComparisonChart</name>
    <message>
        <source>%1: p(%2) = %3</source>
        <extracomment>a model, a word, its probability</extracomment>
        <translation>%1：p(%2) = %3</translation>
    </message>
    <message>
        <source>no such token</source>
        <translation>没有这个词元</translation>
    </message>
    <message>
        <source>Next word under several models</source>
        <translation>几个模型眼中的下一个词</translation>
    </message>
    <message>
        <source>Grouped bars: one group for each candidate, one bar for each model. Arrow keys move the selection.</source>
        <translation>分组柱形图：每个候选一组，每个模型一根柱。方向键移动选择。</translation>
    </message>
    <message>
        <source>Click a bar to see where its number comes from</source>
        <translation>点击一根柱，看它的数从哪里来</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::ContextContrastModel</name>
    <message>
        <source>sees</source>
        <translation>看到</translation>
    </message>
    <message>
        <source>written there</source>
        <extracomment>%1 is the word that stands in the text</extracomment>
        <translation>原文</translation>
    </message>
    <message>
        <source>p(%1)</source>
        <translation>p(%1)</translation>
    </message>
    <message>
        <source>entropy</source>
        <translation>熵</translation>
    </message>
    <message>
        <source>%1 bits</source>
        <extracomment>entropy in bits</extracomment>
        <translation>%1&#x2009;比特</translation>
    </message>
    <message>
        <source>%1 reads from left to right: it sees only what stands before the gap</source>
        <translation>%1&#x2009;从左到右读：只看到空缺之前的内容</translation>
    </message>
    <message>
        <source>%1 sees what stands before and after the gap</source>
        <translation>%1&#x2009;看到空缺前后的内容</translation>
    </message>
    <message>
        <source>Probability</source>
        <translation>概率</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::ContinuationCard</name>
    <message>
        <source>Continues the text with this one.</source>
        <translation>采用这个续写。</translation>
    </message>
    <message>
        <source>seed %1</source>
        <translation>种子&#x2009;%1</translation>
    </message>
    <message numerus="yes">
        <source>%1 · %2 nats/token · %n tokens</source>
        <extracomment>%1 is &quot;seed 11&quot;, %2 a mean log-probability in nats</extracomment>
        <translation>
            <numerusform>%1 · 每词元&#x2009;%2&#x2009;奈特 · %n&#x2009;个词元</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::ContinuationCards</name>
    <message>
        <source>Continuations</source>
        <translation>续写</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::ContinuationTree</name>
    <message>
        <source>Branches</source>
        <translation>分支</translation>
    </message>
    <message>
        <source>Every continuation that was kept; arrow keys move through it and Return continues from a token</source>
        <translation>保留的所有续写；用方向键移动，按回车从某个词元继续</translation>
    </message>
    <message>
        <source>Continue from here</source>
        <translation>从这里继续</translation>
    </message>
    <message>
        <source>Copy the text up to here</source>
        <translation>复制到此处的文本</translation>
    </message>
    <message>
        <source>Compare with the current branch</source>
        <translation>与当前分支比较</translation>
    </message>
    <message>
        <source>Delete this branch</source>
        <translation>删除此分支</translation>
    </message>
    <message>
        <source>Show the whole tree</source>
        <translation>显示整棵树</translation>
    </message>
    <message numerus="yes">
        <source>%n tokens</source>
        <translation>
            <numerusform>%n&#x2009;个词元</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::ContributionBars</name>
    <message>
        <source>Contributions to the logit</source>
        <translation>对&#x2009;logit&#x2009;的贡献</translation>
    </message>
    <message>
        <source>What each block adds to the logit; Return opens attention to its heads</source>
        <translation>每个模块为&#x2009;logit&#x2009;加了多少；按回车键展开注意力的各个头</translation>
    </message>
    <message>
        <source>click to see its heads</source>
        <translation>单击查看各个头</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::ContributionTable</name>
    <message>
        <source>part</source>
        <translation>部分</translation>
    </message>
    <message>
        <source>layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>head</source>
        <translation>头</translation>
    </message>
    <message>
        <source>contribution</source>
        <translation>贡献</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::ContributionText</name>
    <message>
        <source>token embedding</source>
        <translation>词元嵌入</translation>
    </message>
    <message>
        <source>position embedding</source>
        <translation>位置嵌入</translation>
    </message>
    <message>
        <source>attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>head</source>
        <translation>头</translation>
    </message>
    <message>
        <source>bias</source>
        <extracomment>of the output matrix</extracomment>
        <translation>偏置</translation>
    </message>
    <message>
        <source>feed-forward</source>
        <translation>前馈</translation>
    </message>
    <message>
        <source>biases of norm and unembedding</source>
        <translation>归一化与反嵌入的偏置</translation>
    </message>
    <message>
        <source>logit</source>
        <translation>logit</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::CosineWhy</name>
    <message>
        <source>Point at a cell to read one product.</source>
        <translation>指向一个单元格，读出一个乘积。</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>为什么？</translation>
    </message>
    <message>
        <source>Choose a neighbour, a cell of the matrix or two words of the map to see where their cosine comes from.</source>
        <translation>选一个邻居、矩阵的一个单元格或地图上的两个词，看它们的余弦从何而来。</translation>
    </message>
    <message>
        <source>Why do %1 and %2 have this cosine?</source>
        <extracomment>%1 and %2 are words</extracomment>
        <translation>%1&#x2009;与&#x2009;%2&#x2009;的余弦从何而来？</translation>
    </message>
    <message>
        <source>The angle is %1°; the Euclidean distance ‖a − b‖ is %2.</source>
        <translation>夹角为&#x2009;%1°；欧几里得距离&#x2009;‖a − b‖&#x2009;为&#x2009;%2。</translation>
    </message>
    <message numerus="yes">
        <source>a = %1, %n component(s)</source>
        <extracomment>%1 is a word</extracomment>
        <translation>
            <numerusform>a = %1，%n&#x2009;个分量</numerusform>
        </translation>
    </message>
    <message>
        <source>products aᵢ bᵢ, whose sum is a·b</source>
        <translation>乘积&#x2009;aᵢ bᵢ，其和为&#x2009;a·b</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::ExampleList</name>
    <message>
        <source>Input of example %1</source>
        <translation>示例&#x2009;%1&#x2009;的输入</translation>
    </message>
    <message>
        <source>Output of example %1</source>
        <translation>示例&#x2009;%1&#x2009;的输出</translation>
    </message>
    <message>
        <source>input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Removes example %1.</source>
        <translation>移除示例&#x2009;%1。</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::ExportMenu</name>
    <message>
        <source>Copy picture</source>
        <translation>复制图片</translation>
    </message>
    <message>
        <source>Export %1…</source>
        <extracomment>%1 is a file format: PNG, SVG, PDF or CSV</extracomment>
        <translation>导出&#x2009;%1…</translation>
    </message>
    <message>
        <source>Copy table</source>
        <translation>复制表格</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::HeadStatistic</name>
    <message>
        <source>entropy</source>
        <translation>熵</translation>
    </message>
    <message>
        <source>distance</source>
        <translation>距离</translation>
    </message>
    <message>
        <source>first token</source>
        <translation>首词元</translation>
    </message>
    <message>
        <source>previous token</source>
        <translation>前一词元</translation>
    </message>
    <message>
        <source>duplicate token</source>
        <translation>重复词元</translation>
    </message>
    <message>
        <source>induction</source>
        <translation>归纳</translation>
    </message>
    <message>
        <source>dist.</source>
        <comment>distance, in a narrow column</comment>
        <translation>距离</translation>
    </message>
    <message>
        <source>first</source>
        <comment>first token, in a narrow column</comment>
        <translation>首词</translation>
    </message>
    <message>
        <source>prev.</source>
        <comment>previous token, in a narrow column</comment>
        <translation>前词</translation>
    </message>
    <message>
        <source>dup.</source>
        <comment>duplicate token, in a narrow column</comment>
        <translation>重复</translation>
    </message>
    <message>
        <source>ind.</source>
        <comment>induction, in a narrow column</comment>
        <translation>归纳</translation>
    </message>
    <message>
        <source>Bits of a row of weights on average: few where each query looks at few keys</source>
        <translation>一行权重的平均比特数：每个查询只看少数键时较小</translation>
    </message>
    <message>
        <source>Tokens between query and key on average, by weight</source>
        <translation>查询与键之间相隔的词元数，按权重平均</translation>
    </message>
    <message>
        <source>Share of the weight on the first token</source>
        <translation>落在首词元上的权重份额</translation>
    </message>
    <message>
        <source>Share of the weight on the token before the query</source>
        <translation>落在查询前一个词元上的权重份额</translation>
    </message>
    <message>
        <source>Share of the weight on earlier tokens equal to the query&apos;s</source>
        <translation>落在此前与查询相同的词元上的权重份额</translation>
    </message>
    <message>
        <source>Share of the weight on tokens that came after an earlier token equal to the query&apos;s</source>
        <translation>落在此前相同词元的下一个词元上的权重份额</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::HeadTable</name>
    <message>
        <source>Statistics of the heads</source>
        <translation>各个头的统计量</translation>
    </message>
    <message>
        <source>Statistic to filter by</source>
        <translation>筛选所用的统计量</translation>
    </message>
    <message>
        <source>Which statistic a head must reach to be shown</source>
        <translation>按哪个统计量筛选要显示的头</translation>
    </message>
    <message>
        <source>at least</source>
        <translation>至少</translation>
    </message>
    <message>
        <source>Least value</source>
        <translation>最小值</translation>
    </message>
    <message>
        <source>Heads below this value are left out; 0 shows all</source>
        <translation>低于此值的头不显示；0&#x2009;表示全部显示</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::HeadTableModel</name>
    <message>
        <source>Uncheck to switch this head off</source>
        <translation>取消勾选即可关闭该头</translation>
    </message>
    <message>
        <source>head</source>
        <translation>头</translation>
    </message>
    <message>
        <source>Layer and head, both from 0; click to sort by layer</source>
        <translation>层和头，都从&#x2009;0&#x2009;数起；单击按层排序</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::LabelBars</name>
    <message>
        <source>Probabilities</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>Arrow keys choose one of the answers</source>
        <translation>方向键选择一个答案</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::LegendBar</name>
    <message>
        <source>%1, from %2 to %3</source>
        <translation>%1，从&#x2009;%2&#x2009;到&#x2009;%3</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::LogitLensModel</name>
    <message>
        <source>token %1</source>
        <translation>词元&#x2009;%1</translation>
    </message>
    <message>
        <source>embeddings</source>
        <translation>嵌入</translation>
    </message>
    <message>
        <source>layer %1</source>
        <translation>第&#x2009;%1&#x2009;层</translation>
    </message>
    <message>
        <source>The model&apos;s own output</source>
        <translation>模型自身的输出</translation>
    </message>
    <message>
        <source>entropy %1 bits</source>
        <translation>熵&#x2009;%1&#x2009;比特</translation>
    </message>
    <message>
        <source>what is really there: %1, rank %2</source>
        <translation>实际出现的词元：%1，排名&#x2009;%2</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::LogitLensTable</name>
    <message>
        <source>Logit lens</source>
        <translation>logit&#x2009;透镜</translation>
    </message>
    <message>
        <source>Layers down, tokens across: what each layer would say if the model stopped there</source>
        <translation>纵向为层，横向为词元：假如模型停在该层，它会给出什么</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::MatrixView</name>
    <message>
        <source>Heat map: %1</source>
        <extracomment>%1 is what the matrix holds</extracomment>
        <translation>热力图：%1</translation>
    </message>
    <message>
        <source>Arrow keys read the values</source>
        <translation>用方向键读取数值</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::MergeStepsCanvas</name>
    <message>
        <source>The text as it was written.</source>
        <translation>原始文本。</translation>
    </message>
    <message>
        <source>Normalising changes nothing here.</source>
        <translation>规范化在这里不改变什么。</translation>
    </message>
    <message>
        <source>The text is normalised.</source>
        <translation>文本已规范化。</translation>
    </message>
    <message numerus="yes">
        <source>The text is cut into %n pre-tokens, which are worked on one by one.</source>
        <translation>
            <numerusform>文本被切成&#x2009;%n&#x2009;个预分词，逐个处理。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Done: %n tokens.</source>
        <translation>
            <numerusform>完成：%n&#x2009;个词元。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The pre-token %1 begins as %n pieces.</source>
        <translation>
            <numerusform>预分词&#x2009;%1&#x2009;起初是&#x2009;%n&#x2009;个词片。</numerusform>
        </translation>
    </message>
    <message>
        <source>Merge number %1 of the table joins two pieces to %2.</source>
        <translation>合并表第&#x2009;%1&#x2009;条把两个词片合并为&#x2009;%2。</translation>
    </message>
    <message>
        <source>%1 is in the vocabulary: it is the longest match.</source>
        <translation>%1&#x2009;在词表中，是最长匹配。</translation>
    </message>
    <message>
        <source>%1 is not in the vocabulary; a shorter one is tried.</source>
        <translation>%1&#x2009;不在词表中，再试更短的。</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Normalised</source>
        <translation>规范化</translation>
    </message>
    <message>
        <source>Pre-tokens</source>
        <translation>预分词</translation>
    </message>
    <message>
        <source>Pieces</source>
        <extracomment>%1 is the place of a merge in the tokeniser&apos;s table</extracomment>
        <translation>词片</translation>
    </message>
    <message>
        <source>merge %1</source>
        <translation>合并&#x2009;%1</translation>
    </message>
    <message>
        <source>Tried</source>
        <translation>已尝试</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>Steps of the tokeniser</source>
        <translation>分词器的步骤</translation>
    </message>
    <message numerus="yes">
        <source>%n pieces can end after %1: with %2 the sum of log-probabilities is the largest, %3.</source>
        <translation>
            <numerusform>有&#x2009;%n&#x2009;个词片可以在&#x2009;%1&#x2009;之后结束：取&#x2009;%2&#x2009;时对数概率之和最大，为&#x2009;%3。</numerusform>
        </translation>
    </message>
    <message>
        <source>place %1</source>
        <extracomment>%1 counts the places of a word that a piece can end at</extracomment>
        <translation>位置&#x2009;%1</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::MergeStepsView</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Steps of the tokeniser</source>
        <translation>分词器的步骤</translation>
    </message>
    <message>
        <source>Goes one step back (Left).</source>
        <translation>后退一步（左方向键）。</translation>
    </message>
    <message>
        <source>Goes one step on (Space).</source>
        <translation>前进一步（空格）。</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>单步</translation>
    </message>
    <message>
        <source>Goes to any step.</source>
        <translation>跳到任意一步。</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::MessageBar</name>
    <message>
        <source>Close this message</source>
        <translation>关闭此消息</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::NeighbourModel</name>
    <message>
        <source>cosine</source>
        <translation>余弦</translation>
    </message>
    <message>
        <source>dot product</source>
        <translation>点积</translation>
    </message>
    <message>
        <source>distance</source>
        <translation>距离</translation>
    </message>
    <message>
        <source>word</source>
        <translation>词</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::NeuronExamples</name>
    <message>
        <source>line %1 · %2</source>
        <translation>第&#x2009;%1&#x2009;行 · %2</translation>
    </message>
    <message>
        <source>Find in a file…</source>
        <translation>在文件中查找…</translation>
    </message>
    <message>
        <source>Look for the lines of a text file that excite this neuron most</source>
        <translation>在文本文件中查找最能激活此神经元的行</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Stop reading the file</source>
        <translation>停止读取文件</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Texts that excite the neuron most</source>
        <translation>最能激活此神经元的文本</translation>
    </message>
    <message>
        <source>What excites neuron %1 most in %2</source>
        <translation>%2&#x2009;中最能激活神经元&#x2009;%1&#x2009;的文本</translation>
    </message>
    <message>
        <source>Which texts excite neuron %1 most? Choose a file with one text on each line.</source>
        <translation>哪些文本最能激活神经元&#x2009;%1？请选择一个每行一条文本的文件。</translation>
    </message>
    <message>
        <source>Select a neuron first.</source>
        <translation>请先选择一个神经元。</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::NeuronView</name>
    <message>
        <source>All neurons over the text; each cell shows the farthest from 0 of %1 neighbours</source>
        <translation>全部神经元在文本上的激活；每格显示相邻&#x2009;%1&#x2009;个中离&#x2009;0&#x2009;最远的值</translation>
    </message>
    <message>
        <source>All neurons over the text</source>
        <translation>全部神经元在文本上的激活</translation>
    </message>
    <message>
        <source>Strongest at %1</source>
        <extracomment>%1 is a token</extracomment>
        <translation>%1&#x2009;处最强的神经元</translation>
    </message>
    <message>
        <source>Neuron %1 of layer %2 over the text</source>
        <extracomment>a feed-forward neuron by its number</extracomment>
        <translation>第&#x2009;%2&#x2009;层神经元&#x2009;%1&#x2009;在文本上的激活</translation>
    </message>
    <message>
        <source>Point at a neuron to see where in the text it fires.</source>
        <translation>选择一个神经元，查看它在文本何处激活。</translation>
    </message>
    <message>
        <source>activations of all neurons</source>
        <translation>全部神经元的激活</translation>
    </message>
    <message>
        <source>token</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>neuron</source>
        <translation>神经元</translation>
    </message>
    <message>
        <source>activation</source>
        <translation>激活值</translation>
    </message>
    <message>
        <source>Strongest neurons</source>
        <translation>最强的神经元</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::OutputChangeBars</name>
    <message>
        <source>KL = %1 bits</source>
        <translation>KL = %1&#x2009;比特</translation>
    </message>
    <message>
        <source>Change of the output</source>
        <translation>输出的变化</translation>
    </message>
    <message>
        <source>Change something in the model to see how its output changes.</source>
        <translation>改动模型的某处，看看输出怎样变化。</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::OutputChangeTable</name>
    <message>
        <source>candidate</source>
        <translation>候选</translation>
    </message>
    <message>
        <source>untouched</source>
        <translation>原样</translation>
    </message>
    <message>
        <source>patched</source>
        <translation>修补后</translation>
    </message>
    <message>
        <source>difference</source>
        <translation>差</translation>
    </message>
    <message>
        <source>rank</source>
        <translation>排名</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::PatchPanel</name>
    <message>
        <source>Replaces what layer %2 reads at %1, and runs the rest of the model again.</source>
        <extracomment>%1 is a token, %2 a layer</extracomment>
        <translation>替换第&#x2009;%2&#x2009;层在&#x2009;%1&#x2009;处读到的内容，再运行模型的其余部分。</translation>
    </message>
    <message>
        <source>Change of each token&apos;s output, KL(before ‖ after) in bits; at the one whose candidates are listed: %1</source>
        <translation>每个词元处输出的变化，KL(前&#x2009;‖ 后)，单位比特；所列候选处：%1</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>The layer whose input is replaced; one beyond the last replaces the last one&apos;s output</source>
        <translation>要替换其输入的层；比最后一层大&#x2009;1&#x2009;则替换最后一层的输出</translation>
    </message>
    <message>
        <source>zero</source>
        <translation>置零</translation>
    </message>
    <message>
        <source>The hidden state becomes zeros</source>
        <translation>隐藏状态变为零</translation>
    </message>
    <message>
        <source>from a second text</source>
        <translation>取自另一文本</translation>
    </message>
    <message>
        <source>The hidden state of a token of another text, at the same layer, takes its place</source>
        <translation>用另一文本中某词元在同一层的隐藏状态替换</translation>
    </message>
    <message>
        <source>Second text</source>
        <translation>另一文本</translation>
    </message>
    <message>
        <source>The text whose hidden state takes the place of this one&apos;s</source>
        <translation>其隐藏状态将替换当前隐藏状态的文本</translation>
    </message>
    <message>
        <source>bits</source>
        <translation>比特</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::PointMapView</name>
    <message>
        <source>Map of words</source>
        <translation>词的地图</translation>
    </message>
    <message>
        <source>The wheel zooms at the pointer, dragging moves or turns the map, Home shows all</source>
        <translation>滚轮在指针处缩放，拖动移动或转动地图，Home&#x2009;键显示全部</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::PositionView</name>
    <message>
        <source>position</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>dimension</source>
        <translation>维度</translation>
    </message>
    <message>
        <source>This model has no vectors of its own for positions.</source>
        <translation>此模型没有自己的位置向量。</translation>
    </message>
    <message>
        <source>Learned with the other weights: P[%1, %2] = %3</source>
        <translation>与其他权重一同学习所得：P[%1, %2] = %3</translation>
    </message>
    <message>
        <source>learned</source>
        <translation>学习所得</translation>
    </message>
    <message>
        <source>The vectors that this model has learned</source>
        <translation>此模型学到的向量</translation>
    </message>
    <message>
        <source>sinusoidal</source>
        <translation>正弦</translation>
    </message>
    <message>
        <source>The fixed vectors of Vaswani et al. 2017, of the same width</source>
        <translation>Vaswani&#x2009;等（2017）的固定向量，宽度相同</translation>
    </message>
    <message>
        <source>vectors</source>
        <translation>向量</translation>
    </message>
    <message>
        <source>Position by dimension</source>
        <translation>位置 × 维度</translation>
    </message>
    <message>
        <source>similarity</source>
        <translation>相似度</translation>
    </message>
    <message>
        <source>Cosine between the vectors of each two positions</source>
        <translation>每两个位置的向量之间的余弦</translation>
    </message>
    <message>
        <source>position vectors</source>
        <translation>位置向量</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::ProbabilityBars</name>
    <message>
        <source>Candidates</source>
        <translation>候选</translation>
    </message>
    <message>
        <source>The next tokens that the model expects, most probable first; Return continues with one</source>
        <translation>模型预期的下一个词元，按概率从高到低；按回车采用</translation>
    </message>
    <message>
        <source>%1 · %2 kept</source>
        <extracomment>%1 is a setting such as &quot;top-p 0.9&quot;, %2 a number of tokens</extracomment>
        <translation>%1 · 保留&#x2009;%2</translation>
    </message>
    <message>
        <source>Entropy %1 → %2 bits</source>
        <translation>熵&#x2009;%1 → %2&#x2009;比特</translation>
    </message>
    <message>
        <source>Entropy %1 bits</source>
        <translation>熵&#x2009;%1&#x2009;比特</translation>
    </message>
    <message>
        <source>%1 others %2</source>
        <translation>其余&#x2009;%1&#x2009;个共&#x2009;%2</translation>
    </message>
    <message>
        <source>click a candidate to continue from it</source>
        <translation>点击候选即从它继续</translation>
    </message>
    <message>
        <source>%1 · id %2</source>
        <translation>%1 · 编号&#x2009;%2</translation>
    </message>
    <message>
        <source>the model&apos;s own: %1</source>
        <translation>模型自身：%1</translation>
    </message>
    <message>
        <source>after the settings: %1</source>
        <translation>设置之后：%1</translation>
    </message>
    <message>
        <source>removed by the settings</source>
        <translation>被设置排除</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::ProcessorStepsView</name>
    <message>
        <source>the model&apos;s own</source>
        <translation>模型自身</translation>
    </message>
    <message>
        <source>The distribution after each setting</source>
        <translation>每项设置之后的分布</translation>
    </message>
    <message>
        <source>%1 kept · %2 bits</source>
        <extracomment>%1 is a number of tokens, %2 an entropy</extracomment>
        <translation>保留&#x2009;%1 · %2&#x2009;比特</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::ProcessorText</name>
    <message>
        <source>repetition penalty %1</source>
        <translation>重复惩罚&#x2009;%1</translation>
    </message>
    <message>
        <source>temperature %1</source>
        <translation>温度&#x2009;%1</translation>
    </message>
    <message>
        <source>top-k %1</source>
        <translation>top-k %1</translation>
    </message>
    <message>
        <source>top-p %1</source>
        <translation>top-p %1</translation>
    </message>
    <message>
        <source>min-p %1</source>
        <translation>min-p %1</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::PromptTrialModel</name>
    <message>
        <source>Examples</source>
        <translation>示例</translation>
    </message>
    <message>
        <source>p (right answer)</source>
        <translation>p（正确答案）</translation>
    </message>
    <message>
        <source>What the model says</source>
        <translation>模型的回答</translation>
    </message>
    <message>
        <source>share of %1</source>
        <translation>%1&#x2009;的占比</translation>
    </message>
    <message>
        <source>ln p(%1) per token</source>
        <translation>ln p(%1)，每词元</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::ResidualNormsPlot</name>
    <message>
        <source>residual stream</source>
        <translation>残差流</translation>
    </message>
    <message>
        <source>attention adds</source>
        <translation>注意力所加</translation>
    </message>
    <message>
        <source>feed-forward adds</source>
        <translation>前馈所加</translation>
    </message>
    <message>
        <source>layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>token</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>length ‖x‖</source>
        <translation>长度&#x2009;‖x‖</translation>
    </message>
    <message>
        <source>by layer</source>
        <translation>按层</translation>
    </message>
    <message>
        <source>The selected token through all layers</source>
        <translation>所选词元在各层</translation>
    </message>
    <message>
        <source>over the text</source>
        <translation>沿文本</translation>
    </message>
    <message>
        <source>All tokens at the selected layer</source>
        <translation>所选层的全部词元</translation>
    </message>
    <message>
        <source>Residual norms</source>
        <translation>残差流长度</translation>
    </message>
    <message>
        <source>Length of the residual stream and of what each block adds to it</source>
        <translation>残差流的长度，以及每个模块所加部分的长度</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::SamplingPanel</name>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>Divides the logits: below 1 the probable become more probable, above 1 less.</source>
        <translation>除以&#x2009;logit：小于&#x2009;1&#x2009;时高概率更高，大于&#x2009;1&#x2009;时更低。</translation>
    </message>
    <message>
        <source>top-k</source>
        <translation>top-k</translation>
    </message>
    <message>
        <source>Keeps the k most probable tokens.</source>
        <translation>保留概率最高的&#x2009;k&#x2009;个词元。</translation>
    </message>
    <message>
        <source>top-p</source>
        <translation>top-p</translation>
    </message>
    <message>
        <source>Keeps the smallest set of tokens that has this probability together.</source>
        <translation>保留概率之和达到此值的最小词元集合。</translation>
    </message>
    <message>
        <source>min-p</source>
        <translation>min-p</translation>
    </message>
    <message>
        <source>Keeps tokens that are at least this fraction as probable as the best one.</source>
        <translation>保留概率不低于最高者此比例的词元。</translation>
    </message>
    <message>
        <source>Repetition penalty</source>
        <translation>重复惩罚</translation>
    </message>
    <message>
        <source>Makes tokens that are already in the text less probable.</source>
        <translation>降低文本中已有词元的概率。</translation>
    </message>
    <message>
        <source>Beams</source>
        <translation>束宽</translation>
    </message>
    <message>
        <source>How many hypotheses beam search keeps after each step.</source>
        <translation>束搜索每步之后保留的假设数。</translation>
    </message>
    <message>
        <source>Length penalty</source>
        <translation>长度惩罚</translation>
    </message>
    <message>
        <source>Divides a hypothesis&apos;s log-probability by its length to this power.</source>
        <translation>将假设的对数概率除以其长度的此次幂。</translation>
    </message>
    <message>
        <source>New tokens</source>
        <translation>新词元数</translation>
    </message>
    <message>
        <source>The most tokens that one continuation may have.</source>
        <translation>一个续写最多的词元数。</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>The same seed draws the same continuation again.</source>
        <translation>同一种子会得到同样的续写。</translation>
    </message>
    <message>
        <source>new each time</source>
        <translation>每次更换</translation>
    </message>
    <message>
        <source>Decoding strategy</source>
        <translation>解码策略</translation>
    </message>
    <message>
        <source>Greedy</source>
        <translation>贪心</translation>
    </message>
    <message>
        <source>Always takes the most probable token.</source>
        <translation>总是取概率最高的词元。</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>采样</translation>
    </message>
    <message>
        <source>Draws each token by its probability.</source>
        <translation>按概率抽取每个词元。</translation>
    </message>
    <message>
        <source>Beam</source>
        <translation>束搜索</translation>
    </message>
    <message>
        <source>Keeps the most probable sequences and takes the best one.</source>
        <translation>保留最可能的若干序列，取其中最好的。</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>样本数</translation>
    </message>
    <message>
        <source>How many continuations to draw side by side.</source>
        <translation>并排抽取的续写数。</translation>
    </message>
    <message>
        <source>Stop strings</source>
        <translation>停止字符串</translation>
    </message>
    <message>
        <source>Ends the text before any of these; separate them by commas, \n is a line end.</source>
        <translation>遇到其中任何一个即停止；用逗号分隔，\n&#x2009;表示换行。</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Stop at the end of the text</source>
        <translation>文本结束时停止</translation>
    </message>
    <message>
        <source>Ends the continuation when the model says that the text is over.</source>
        <translation>模型认为文本已结束时停止续写。</translation>
    </message>
    <message>
        <source>Generate</source>
        <extracomment>the button, followed by its shortcut</extracomment>
        <translation>生成</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>单步</translation>
    </message>
    <message>
        <source>Continues the text by one token (Ctrl+Shift+Return).</source>
        <translation>续写一个词元（Ctrl+Shift+回车）。</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stops after the current token (Escape).</source>
        <translation>在当前词元之后停止（Esc）。</translation>
    </message>
    <message>
        <source>Continues the text with these settings (Ctrl+Return).</source>
        <translation>按这些设置续写文本（Ctrl+回车）。</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::ShareBar</name>
    <message>
        <source>%1, %2</source>
        <extracomment>two answers with their shares, &quot;follows 87 %, does not follow 13 %&quot;</extracomment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>%1 or %2</source>
        <translation>%1或%2</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::ShotColumn</name>
    <message>
        <source>The model says: %1</source>
        <extracomment>%1 is what the model goes on with</extracomment>
        <translation>模型说：%1</translation>
    </message>
    <message>
        <source>Press Run all.</source>
        <translation>请按“全部运行”。</translation>
    </message>
    <message>
        <source>Use this prompt</source>
        <translation>使用此提示</translation>
    </message>
    <message>
        <source>Puts this prompt under glass.</source>
        <translation>把此提示放到文本中。</translation>
    </message>
    <message>
        <source>%1 prompt</source>
        <extracomment>%1 is &quot;Zero-shot&quot;</extracomment>
        <translation>%1提示</translation>
    </message>
    <message>
        <source>What the model is given to continue.</source>
        <translation>交给模型续写的文本。</translation>
    </message>
    <message>
        <source>%1 answers</source>
        <translation>%1回答</translation>
    </message>
    <message>
        <source>The candidate answers and their probabilities.</source>
        <translation>候选回答及其概率。</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::SiteText</name>
    <message>
        <source>Token</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Segment</source>
        <translation>句段</translation>
    </message>
    <message>
        <source>Residual stream</source>
        <translation>残差流</translation>
    </message>
    <message>
        <source>Add feed-forward</source>
        <translation>加上前馈</translation>
    </message>
    <message>
        <source>Add &amp; layer norm</source>
        <translation>相加与层归一化</translation>
    </message>
    <message>
        <source>Layer norm</source>
        <translation>层归一化</translation>
    </message>
    <message>
        <source>Scores q · k ÷ √d</source>
        <translation>得分&#x2009;q · k ÷ √d</translation>
    </message>
    <message>
        <source>Mask, softmax</source>
        <translation>掩码、softmax</translation>
    </message>
    <message>
        <source>Softmax</source>
        <translation>softmax</translation>
    </message>
    <message>
        <source>Add attention</source>
        <translation>加上注意力</translation>
    </message>
    <message>
        <source>Final layer norm</source>
        <translation>最终层归一化</translation>
    </message>
    <message>
        <source>Unembedding, softmax</source>
        <translation>反嵌入、softmax</translation>
    </message>
    <message>
        <source>The row of the embedding matrix that belongs to the token</source>
        <translation>嵌入矩阵中属于该词元的一行</translation>
    </message>
    <message>
        <source>The vector of the token&apos;s place in the text, added to it</source>
        <translation>词元在文本中位置的向量，与之相加</translation>
    </message>
    <message>
        <source>The vector of the first or second text of a pair, added to it</source>
        <translation>句对中第一句或第二句的向量，与之相加</translation>
    </message>
    <message>
        <source>What the layer reads: everything written so far, added up</source>
        <translation>该层读到的内容：此前写入的一切之和</translation>
    </message>
    <message>
        <source>The stream with what the feed-forward part adds</source>
        <translation>加上前馈部分之后的残差流</translation>
    </message>
    <message>
        <source>Brings the vector to mean 0 and variance 1: %1</source>
        <translation>把向量变为均值&#x2009;0、方差&#x2009;1：%1</translation>
    </message>
    <message>
        <source>What each head looks for: x · W_Q + b</source>
        <translation>每个头要找什么：x · W_Q + b</translation>
    </message>
    <message>
        <source>What each head is found by: x · W_K + b</source>
        <translation>每个头凭什么被找到：x · W_K + b</translation>
    </message>
    <message>
        <source>What each head passes on: x · W_V + b</source>
        <translation>每个头传递什么：x · W_V + b</translation>
    </message>
    <message>
        <source>How well the query fits each key, for each head</source>
        <translation>每个头中查询与各个键的契合程度</translation>
    </message>
    <message>
        <source>Later tokens are hidden; the rest of each row sums to 1</source>
        <translation>后面的词元被遮住；每行其余部分之和为&#x2009;1</translation>
    </message>
    <message>
        <source>Each head&apos;s weights over all tokens sum to 1</source>
        <translation>每个头对所有词元的权重之和为&#x2009;1</translation>
    </message>
    <message>
        <source>The values weighted and summed for each head, side by side</source>
        <translation>每个头的值加权求和，并排拼接</translation>
    </message>
    <message>
        <source>Mixes the heads: concat · W_O + b</source>
        <translation>混合各头：concat · W_O + b</translation>
    </message>
    <message>
        <source>The stream with what attention adds</source>
        <translation>加上注意力之后的残差流</translation>
    </message>
    <message>
        <source>Into the wide layer: x · W₁ + b₁</source>
        <translation>进入宽层：x · W₁ + b₁</translation>
    </message>
    <message>
        <source>The activation function, neuron by neuron</source>
        <translation>激活函数，逐个神经元计算</translation>
    </message>
    <message>
        <source>Back to the width of the stream: h · W₂ + b₂</source>
        <translation>回到残差流的宽度：h · W₂ + b₂</translation>
    </message>
    <message>
        <source>What is compared with every word: %1</source>
        <translation>与每个词比较的向量：%1</translation>
    </message>
    <message>
        <source>One number for each token of the vocabulary; softmax makes them probabilities</source>
        <translation>词表中每个词元一个数；softmax&#x2009;把它们变成概率</translation>
    </message>
    <message>
        <source>%1 (the token embedding&apos;s)</source>
        <extracomment>%1 is a matrix and its shape</extracomment>
        <translation>%1（与词元嵌入共用）</translation>
    </message>
    <message>
        <source>Weights · V, concat</source>
        <translation>权重 · V，拼接</translation>
    </message>
    <message>
        <source>Masked-token head</source>
        <extracomment>a head is what turns hidden states into predictions here</extracomment>
        <translation>掩码词元头</translation>
    </message>
    <message>
        <source>Pooler</source>
        <translation>池化层</translation>
    </message>
    <message>
        <source>Next sentence?</source>
        <translation>是下一句吗？</translation>
    </message>
    <message>
        <source>What the feed-forward part adds to what it read, normalised again</source>
        <translation>前馈部分把结果加到所读的向量上，再次归一化</translation>
    </message>
    <message>
        <source>A dense layer and its activation make the hidden state ready to be compared: x · W + b</source>
        <translation>一个全连接层及其激活函数，让隐藏状态可以与词表比较：x · W + b</translation>
    </message>
    <message>
        <source>A summary of the whole text, read from its first token alone: tanh(x · W + b)</source>
        <translation>只从第一个词元读出的全文摘要：tanh(x · W + b)</translation>
    </message>
    <message>
        <source>Two logits: the second text follows the first, or it does not</source>
        <translation>两个&#x2009;logit：第二段文本是第一段的下文，或者不是</translation>
    </message>
    <message>
        <source>Hidden state</source>
        <translation>隐藏状态</translation>
    </message>
    <message>
        <source>Cell state</source>
        <translation>细胞状态</translation>
    </message>
    <message>
        <source>Input gate</source>
        <translation>输入门</translation>
    </message>
    <message>
        <source>Forget gate</source>
        <translation>遗忘门</translation>
    </message>
    <message>
        <source>Output gate</source>
        <translation>输出门</translation>
    </message>
    <message>
        <source>Reset gate</source>
        <translation>重置门</translation>
    </message>
    <message>
        <source>Update gate</source>
        <translation>更新门</translation>
    </message>
    <message>
        <source>Candidate</source>
        <translation>候选状态</translation>
    </message>
    <message>
        <source>What the layer has made of the text so far; the output reads it</source>
        <translation>这一层对到此为止的文本的概括；输出层读的就是它</translation>
    </message>
    <message>
        <source>What the layer keeps to itself: f ⊙ c + i ⊙ g</source>
        <translation>这一层留给自己的内容：f ⊙ c + i ⊙ g</translation>
    </message>
    <message>
        <source>How much of the candidate is taken in: 0 nothing, 1 all</source>
        <translation>候选状态写入多少：0&#x2009;全不写，1&#x2009;全写</translation>
    </message>
    <message>
        <source>How much of the cell state is kept: 0 nothing, 1 all</source>
        <translation>细胞状态保留多少：0&#x2009;全忘，1&#x2009;全留</translation>
    </message>
    <message>
        <source>How much of the cell state is shown: h = o ⊙ tanh c</source>
        <translation>细胞状态显露多少：h = o ⊙ tanh c</translation>
    </message>
    <message>
        <source>How much of the state the candidate sees: 0 nothing, 1 all</source>
        <translation>候选状态能看到多少旧状态：0&#x2009;看不到，1&#x2009;全看到</translation>
    </message>
    <message>
        <source>How much of the state is kept: h = (1 − z) ⊙ n + z ⊙ h</source>
        <translation>旧状态保留多少：h = (1 − z) ⊙ n + z ⊙ h</translation>
    </message>
    <message>
        <source>The new content that the gates let in</source>
        <translation>各道门放进来的新内容</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::SoftmaxRowModel</name>
    <message>
        <source>key</source>
        <translation>键</translation>
    </message>
    <message>
        <source>score</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>权重</translation>
    </message>
    <message numerus="yes">
        <source>%n other(s)</source>
        <translation>
            <numerusform>其余&#x2009;%n&#x2009;个</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::SpanText</name>
    <message>
        <source>Text with what was found in it</source>
        <translation>标出所找到内容的文本</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::TemplateEditor</name>
    <message>
        <source>Zero-shot</source>
        <translation>零样本</translation>
    </message>
    <message numerus="yes">
        <source>Few-shot: %n examples</source>
        <translation>
            <numerusform>少样本：%n&#x2009;个示例</numerusform>
        </translation>
    </message>
    <message>
        <source>Prompt template</source>
        <translation>提示模板</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Starts from a ready-made task.</source>
        <translation>从现成的任务开始。</translation>
    </message>
    <message>
        <source>Own</source>
        <translation>自定</translation>
    </message>
    <message>
        <source>Instruction</source>
        <translation>指令</translation>
    </message>
    <message>
        <source>Says what the task is.</source>
        <translation>说明任务是什么。</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Label of the input</source>
        <translation>输入的标签</translation>
    </message>
    <message>
        <source>Stands before each input.</source>
        <translation>放在每个输入之前。</translation>
    </message>
    <message>
        <source>Label of the output</source>
        <translation>输出的标签</translation>
    </message>
    <message>
        <source>Stands before each output; the prompt ends with it.</source>
        <translation>放在每个输出之前；提示以它结尾。</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>示例</translation>
    </message>
    <message>
        <source>Add example</source>
        <translation>添加示例</translation>
    </message>
    <message>
        <source>Adds a solved example to the few-shot prompt.</source>
        <translation>为少样本提示添加一个有答案的示例。</translation>
    </message>
    <message>
        <source>Query</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>The input that the model is to solve.</source>
        <translation>要模型解答的输入。</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Run all</source>
        <translation>全部运行</translation>
    </message>
    <message>
        <source>Ends the trials; those that are done stay.</source>
        <translation>结束试验，已完成的保留。</translation>
    </message>
    <message>
        <source>Puts the query to the model without examples, with one, and so on.</source>
        <translation>把问题依次交给模型：不带示例、带一个示例，依此类推。</translation>
    </message>
    <message>
        <source>Right answer</source>
        <translation>正确答案</translation>
    </message>
    <message>
        <source>Its probability is shown for every number of examples.</source>
        <translation>对每种示例数显示它的概率。</translation>
    </message>
    <message>
        <source>Prompts</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>The prompt without and with the examples</source>
        <translation>不带示例和带示例的提示</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Press Run all: each number of examples stands here with what the model says, and with the probability of the right answer.</source>
        <translation>按“全部运行”：这里按示例数列出模型的回答，以及正确答案的概率。</translation>
    </message>
    <message>
        <source>Answers by number of examples</source>
        <translation>按示例数的回答</translation>
    </message>
    <message>
        <source>One-shot</source>
        <translation>单样本</translation>
    </message>
    <message>
        <source>What the model makes of each, with the candidates&apos; probabilities</source>
        <translation>模型对每一种的回答，以及各候选的概率</translation>
    </message>
    <message>
        <source>By number</source>
        <translation>按数目</translation>
    </message>
    <message>
        <source>What the model makes of every number of examples, as a table</source>
        <translation>示例数目不同时模型的回答，列成表</translation>
    </message>
    <message>
        <source>Candidates</source>
        <translation>候选</translation>
    </message>
    <message>
        <source>Candidate answers</source>
        <translation>候选回答</translation>
    </message>
    <message>
        <source>Answers whose probabilities are compared, with a slash between them.</source>
        <translation>要比较概率的回答，用斜线隔开。</translation>
    </message>
    <message>
        <source>happy / sad</source>
        <extracomment>candidate answers, with a slash between them</extracomment>
        <translation>喜&#x2009;/&#x2009;悲</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::TokenChips</name>
    <message>
        <source>Tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>The tokens of the text with their ids; arrow keys select one</source>
        <translation>文本的词元及其编号；用方向键选择</translation>
    </message>
    <message>
        <source>token %1 · id %2 · bytes %3 · offsets %4–%5</source>
        <translation>第&#x2009;%1&#x2009;个词元 · 编号&#x2009;%2 · 字节&#x2009;%3 · 偏移&#x2009;%4–%5</translation>
    </message>
    <message>
        <source>The tokens of the text; arrow keys select one, Space hides or shows it</source>
        <translation>文本的词元；方向键选择，空格键遮住或显示</translation>
    </message>
    <message>
        <source>%1 · a special token of the model</source>
        <translation>%1 · 模型的特殊词元</translation>
    </message>
    <message>
        <source>hidden from the model; click to show it</source>
        <translation>已对模型遮住；点击显示</translation>
    </message>
    <message>
        <source>click to hide it from the model</source>
        <translation>点击即可对模型遮住</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::TokenShading</name>
    <message>
        <source>Shaded text</source>
        <translation>着色文本</translation>
    </message>
    <message>
        <source>Arrow keys read the value of each token</source>
        <translation>用方向键读取每个词元的值</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::TokenStrip</name>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>The text that the model continues; each token is shaded by its surprisal</source>
        <translation>供模型续写的文本；每个词元按惊奇度着色</translation>
    </message>
    <message>
        <source>Write a text for the model to continue</source>
        <translation>写一段文本让模型续写</translation>
    </message>
    <message>
        <source>%1 · id %2 · bytes %3</source>
        <translation>%1 · 编号&#x2009;%2 · 字节&#x2009;%3</translation>
    </message>
    <message>
        <source>surprisal %1 bits · probability %2 · rank %3</source>
        <translation>惊奇度&#x2009;%1&#x2009;比特 · 概率&#x2009;%2 · 排名&#x2009;%3</translation>
    </message>
    <message>
        <source>nothing before it to predict it from</source>
        <translation>之前没有可供预测的内容</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::TokenTable</name>
    <message>
        <source>Tokens of the text</source>
        <translation>文本的词元</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::TokenTableModel</name>
    <message>
        <source>#</source>
        <translation>#</translation>
    </message>
    <message>
        <source>token</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>piece</source>
        <translation>词片</translation>
    </message>
    <message>
        <source>id</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>bytes</source>
        <translation>字节</translation>
    </message>
    <message>
        <source>offsets</source>
        <translation>偏移</translation>
    </message>
    <message>
        <source>characters</source>
        <translation>字符</translation>
    </message>
    <message>
        <source>surprisal</source>
        <translation>惊奇度</translation>
    </message>
    <message>
        <source>rank</source>
        <translation>排名</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::VectorStrip</name>
    <message>
        <source>Vector %1</source>
        <extracomment>%1 is a formula&apos;s letter, such as q</extracomment>
        <translation>向量&#x2009;%1</translation>
    </message>
    <message numerus="yes">
        <source>%n value(s); arrow keys read them</source>
        <translation>
            <numerusform>%n&#x2009;个值；用方向键逐个读取</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::WalkSection</name>
    <message>
        <source>head %1</source>
        <translation>头&#x2009;%1</translation>
    </message>
</context>
</TS>
