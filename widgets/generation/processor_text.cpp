#include "widgets/generation/processor_text.h"

#include <QCoreApplication>

#include "widgets/common/number_format.h"

namespace vitrine::widgets {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(vitrine::widgets::ProcessorText)
};

QString shortNumber(double value) {
    QString text = formatNumber(value, 2);
    if (text.endsWith(QLatin1Char('0')))
        text.chop(1);
    return text;
}

} // namespace

QString processorText(LogitProcessorKind processor, const GenerationOptions& options) {
    switch (processor) {
    case LogitProcessorKind::RepetitionPenalty:
        return Text::tr("repetition penalty %1").arg(shortNumber(options.repetitionPenalty));
    case LogitProcessorKind::Temperature:
        return Text::tr("temperature %1").arg(shortNumber(options.temperature));
    case LogitProcessorKind::TopK:
        return Text::tr("top-k %1").arg(formatCount(options.topK));
    case LogitProcessorKind::TopP:
        return Text::tr("top-p %1").arg(shortNumber(options.topP));
    case LogitProcessorKind::MinP:
        return Text::tr("min-p %1").arg(shortNumber(options.minP));
    }
    return {};
}

} // namespace vitrine::widgets
