#include "widgets/generation/prompt_template.h"

#include <QStringList>

namespace vitrine::widgets {

namespace {

constexpr QChar fullWidthColon(0xFF1A);

/// Chinese sets no space after its colon. A label that ends the prompt is not followed by one: the
/// models' tokens begin with it.
QString labelled(const QString& label, const QString& text) {
    if (label.isEmpty() || text.isEmpty())
        return label + text;
    return label.endsWith(fullWidthColon) ? label + text : label + QLatin1Char(' ') + text;
}

QString solvedCase(const PromptTemplate& parts, const PromptExample& example) {
    return labelled(parts.inputLabel, example.input) + QLatin1Char('\n')
        + labelled(parts.outputLabel, example.output);
}

} // namespace

QString promptWithShots(const PromptTemplate& parts, int shots) {
    QStringList sections;
    if (!parts.instruction.isEmpty())
        sections += parts.instruction;
    for (int i = 0; i < shots; ++i)
        sections += solvedCase(parts, parts.examples[static_cast<std::size_t>(i)]);
    sections += solvedCase(parts, {parts.query, QString()});
    return sections.join(QStringLiteral("\n\n"));
}

QString zeroShotPrompt(const PromptTemplate& parts) {
    return promptWithShots(parts, 0);
}

QString fewShotPrompt(const PromptTemplate& parts) {
    return promptWithShots(parts, static_cast<int>(parts.examples.size()));
}

QString answerAfterPrompt(const PromptTemplate& parts, const QString& answer) {
    return labelled(parts.outputLabel, answer).sliced(parts.outputLabel.size());
}

QStringList comparedAnswers(const PromptTemplate& parts) {
    auto answers = parts.candidates;
    const bool lacksRight = !parts.answer.isEmpty() && !answers.contains(parts.answer);
    if (!answers.isEmpty() && lacksRight)
        answers.prepend(parts.answer);
    return answers;
}

std::vector<TemplatePreset> templatePresets() {
    const auto text = [](const char16_t* characters) { return QString::fromUtf16(characters); };
    return {
        {text(u"Opposites"),
            {text(u"Give the opposite of each word."), text(u"word:"), text(u"opposite:"),
                {{text(u"hot"), text(u"cold")}, {text(u"early"), text(u"late")},
                    {text(u"rich"), text(u"poor")}},
                text(u"strong"), text(u"weak"), {text(u"weak"), text(u"small"), text(u"old")}}},
        {text(u"English to French"),
            {text(u"Translate English to French."), text(u"English:"), text(u"French:"),
                {{text(u"sea otter"), text(u"loutre de mer")},
                    {text(u"peppermint"), text(u"menthe poivrée")},
                    {text(u"plush giraffe"), text(u"girafe peluche")}},
                text(u"cheese"), text(u"fromage"),
                {text(u"fromage"), text(u"lait"), text(u"pain")}}},
        {text(u"Mood of a sentence"),
            {text(u"Say whether the sentence is happy or sad."), text(u"sentence:"), text(u"mood:"),
                {{text(u"They laughed and danced all night."), text(u"happy")},
                    {text(u"He wept alone beside the grave."), text(u"sad")}},
                text(u"She smiled at the good news."), text(u"happy"),
                {text(u"happy"), text(u"sad")}}},
        {text(u"反义词"),
            {text(u"写出每个词的反义词。"), text(u"词："), text(u"反义词："),
                {{text(u"大"), text(u"小")}, {text(u"早"), text(u"晚")},
                    {text(u"贫"), text(u"富")}},
                text(u"强"), text(u"弱"), {text(u"弱"), text(u"小"), text(u"大")}}},
        {text(u"对下句"),
            {text(u"写出诗的下句。"), text(u"上句："), text(u"下句："),
                {{text(u"白日依山尽"), text(u"黄河入海流")},
                    {text(u"床前明月光"), text(u"疑是地上霜")}},
                text(u"千山鸟飞绝"), text(u"万径人踪灭"),
                {text(u"万径人踪灭"), text(u"黄河入海流"), text(u"疑是地上霜")}}},
        {text(u"句子的情感"),
            {text(u"判断句子是喜是悲。"), text(u"句子："), text(u"情感："),
                {{text(u"众人大笑，欢饮达旦。"), text(u"喜")},
                    {text(u"他独坐灯下，泪流不止。"), text(u"悲")}},
                text(u"闻得此信，合家欢喜。"), text(u"喜"), {text(u"喜"), text(u"悲")}}},
    };
}

} // namespace vitrine::widgets
