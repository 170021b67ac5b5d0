#include "app/data_problem_text.h"

#include <QCoreApplication>

namespace vitrine::app {

namespace {

const char* sentenceOf(DataProblemKind kind) {
    switch (kind) {
    case DataProblemKind::TextInvalid:
        return QT_TRANSLATE_NOOP("DataProblemText", "holds bytes that are no text");
    case DataProblemKind::JsonInvalid:
        return QT_TRANSLATE_NOOP("DataProblemText", "is no JSON object");
    case DataProblemKind::QuoteOpen:
        return QT_TRANSLATE_NOOP("DataProblemText", "has a quoted field that never ends");
    case DataProblemKind::ColumnsDiffer:
        return QT_TRANSLATE_NOOP(
            "DataProblemText", "has another number of fields than it needs (%1)");
    case DataProblemKind::ColumnMissing:
        return QT_TRANSLATE_NOOP("DataProblemText", "lacks the column “%1”");
    case DataProblemKind::RowEmpty:
        return QT_TRANSLATE_NOOP("DataProblemText", "has no text in it");
    case DataProblemKind::LabelUnknown:
        return QT_TRANSLATE_NOOP(
            "DataProblemText", "has the label “%1”, which the training data do not have");
    case DataProblemKind::TagInvalid:
        return QT_TRANSLATE_NOOP("DataProblemText", "has the tag “%1”, which is none of BIO");
    case DataProblemKind::SpanOutside:
        return QT_TRANSLATE_NOOP(
            "DataProblemText", "has the answer “%1”, which its context does not hold");
    case DataProblemKind::SpanMoved:
        return QT_TRANSLATE_NOOP("DataProblemText",
            "has the answer “%1” in another place than it says; it is used where it stands");
    case DataProblemKind::Converted:
        return QT_TRANSLATE_NOOP("DataProblemText", "is not UTF-8; it was read as %1");
    }
    return "";
}

} // namespace

QString dataProblemText(const DataProblem& problem) {
    const auto sentence = QCoreApplication::translate("DataProblemText", sentenceOf(problem.kind));
    return sentence.contains(QLatin1String("%1"))
        ? sentence.arg(QString::fromStdString(problem.detail))
        : sentence;
}

} // namespace vitrine::app
