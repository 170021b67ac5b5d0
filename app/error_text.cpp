#include "app/error_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <string_view>

namespace vitrine::app {

namespace {

constexpr const char* context = "ErrorText";

// %1 is the subject, %2 the place, %3 the detail. The compiler warns about a code that is missing
// in sentenceOf(); a test walks over all of them.
const char* sentenceOf(ErrorCode code) {
    switch (code) {
    case ErrorCode::FileMissing:
        return QT_TRANSLATE_NOOP("ErrorText", "There is no file %1.");
    case ErrorCode::FileUnreadable:
        return QT_TRANSLATE_NOOP("ErrorText", "%1 cannot be read (%3).");
    case ErrorCode::FileTruncated:
        return QT_TRANSLATE_NOOP("ErrorText", "%1 is cut off: its data end at %2.");
    case ErrorCode::FileTooLarge:
        return QT_TRANSLATE_NOOP("ErrorText", "%1 claims more than its format allows: %2.");
    case ErrorCode::FileDamaged:
        return QT_TRANSLATE_NOOP("ErrorText", "%1 is damaged at %2.");
    case ErrorCode::FileUnsafe:
        return QT_TRANSLATE_NOOP(
            "ErrorText", "%1 was not opened, because it asks for %2, which no weights need.");
    case ErrorCode::FileUnwritable:
        return QT_TRANSLATE_NOOP("ErrorText", "%1 cannot be written (%3).");
    case ErrorCode::DiskFull:
        return QT_TRANSLATE_NOOP("ErrorText", "The disk is full; %1 was not saved.");
    case ErrorCode::FormatTooNew:
        return QT_TRANSLATE_NOOP("ErrorText", "%1 was written by a newer Vitrine: %2.");
    case ErrorCode::JsonInvalid:
        return QT_TRANSLATE_NOOP("ErrorText", "%1 is not valid JSON at %2.");
    case ErrorCode::JsonTooDeep:
        return QT_TRANSLATE_NOOP("ErrorText", "The JSON in %1 is nested too deeply at %2.");
    case ErrorCode::JsonDuplicateKey:
        return QT_TRANSLATE_NOOP("ErrorText", "%1 gives the key %2 twice.");
    case ErrorCode::ValueMissing:
        return QT_TRANSLATE_NOOP("ErrorText", "%1 does not give %2.");
    case ErrorCode::ValueInvalid:
        return QT_TRANSLATE_NOOP("ErrorText", "%1 has a value that cannot be used at %2.");
    case ErrorCode::ArchitectureUnknown:
        return QT_TRANSLATE_NOOP("ErrorText", "%1 names an architecture that is not known: %2.");
    case ErrorCode::TensorMissing:
        return QT_TRANSLATE_NOOP("ErrorText", "%1 lacks the tensor %2.");
    case ErrorCode::TensorOverlap:
        return QT_TRANSLATE_NOOP("ErrorText", "In %1 the tensor %2 overlaps another one.");
    case ErrorCode::TensorType:
        return QT_TRANSLATE_NOOP("ErrorText", "%1 holds a tensor of an unusable type: %2.");
    case ErrorCode::TensorShape:
        return QT_TRANSLATE_NOOP("ErrorText", "%1 holds a tensor of the wrong shape: %2.");
    case ErrorCode::TensorNotFinite:
        return QT_TRANSLATE_NOOP("ErrorText", "%1 holds a weight that is not a number: %2.");
    case ErrorCode::TokenizerMissing:
        return QT_TRANSLATE_NOOP("ErrorText", "The folder %1 holds no tokeniser.");
    case ErrorCode::TokenizerUnsupported:
        return QT_TRANSLATE_NOOP(
            "ErrorText", "The tokeniser in %1 uses %2, which is not supported.");
    case ErrorCode::TokenizerMismatch:
        return QT_TRANSLATE_NOOP("ErrorText", "The tokeniser in %1 does not fit the model: %2.");
    case ErrorCode::TextInvalid:
        return QT_TRANSLATE_NOOP("ErrorText", "%1 is not valid UTF-8 at byte %2.");
    case ErrorCode::PromptEmpty:
        return QT_TRANSLATE_NOOP("ErrorText", "There is no text yet for the model to continue.");
    case ErrorCode::PromptTooLong:
        return QT_TRANSLATE_NOOP("ErrorText", "The text is longer than the model can read: %2.");
    case ErrorCode::TokenUnknown:
        return QT_TRANSLATE_NOOP("ErrorText", "The vocabulary has no such token: %2.");
    case ErrorCode::WordUnknown:
        return QT_TRANSLATE_NOOP("ErrorText", "The vectors have no word “%1”.");
    case ErrorCode::OptionInvalid:
        return QT_TRANSLATE_NOOP("ErrorText", "The setting %1 is out of range: %2.");
    case ErrorCode::OutOfMemory:
        return QT_TRANSLATE_NOOP("ErrorText", "There is too little memory for %1: %2.");
    case ErrorCode::DeviceUnavailable:
        return QT_TRANSLATE_NOOP("ErrorText", "The device %1 cannot be used (%3).");
    case ErrorCode::DatasetTooSmall:
        return QT_TRANSLATE_NOOP("ErrorText", "%1 is too short to train on: %2.");
    case ErrorCode::LossNotFinite:
        return QT_TRANSLATE_NOOP("ErrorText", "The loss stopped being a number at step %2.");
    case ErrorCode::CheckpointMismatch:
        return QT_TRANSLATE_NOOP("ErrorText", "The checkpoint %1 does not belong to this job: %2.");
    case ErrorCode::HeadMissing:
        return QT_TRANSLATE_NOOP("ErrorText", "The model %1 has no %2.");
    case ErrorCode::ServerUnreachable:
        return QT_TRANSLATE_NOOP(
            "ErrorText", "%1 cannot be reached (%2); check the network, or choose another mirror.");
    case ErrorCode::DownloadRefused:
        return QT_TRANSLATE_NOOP("ErrorText", "The server refuses %1: it answers %2.");
    case ErrorCode::DownloadBroken:
        return QT_TRANSLATE_NOOP("ErrorText",
            "The connection broke off while fetching %1 (%2); what has arrived is kept.");
    case ErrorCode::ChecksumMismatch:
        return QT_TRANSLATE_NOOP(
            "ErrorText", "%1 is not what was published and was not kept (checksum %2).");
    case ErrorCode::DiskTooSmall:
        return QT_TRANSLATE_NOOP(
            "ErrorText", "There is too little room on the disk for %1 (needed and free: %2).");
    case ErrorCode::ProgramMissing:
        return QT_TRANSLATE_NOOP("ErrorText", "The program %1 is needed and was not found.");
    case ErrorCode::ProgramFailed:
        return QT_TRANSLATE_NOOP("ErrorText", "The program %1 ended with an error (%2).");
    case ErrorCode::Interrupted:
        return QT_TRANSLATE_NOOP("ErrorText", "Stopped.");
    case ErrorCode::Internal:
        break;
    }
    return QT_TRANSLATE_NOOP("ErrorText", "Vitrine made a mistake of its own (%3).");
}

/// Replaces all three in one pass, so that a per cent sign inside a file name is left alone.
/// (QString::arg with three values would number them by the markers that the sentence happens to
/// use.)
QString filled(const QString& sentence, const Error& error) {
    QString result;
    for (qsizetype i = 0; i < sentence.size(); ++i) {
        const QChar marker = sentence[i] == QLatin1Char('%') && i + 1 < sentence.size()
            ? sentence[i + 1]
            : QChar();
        if (marker < QLatin1Char('1') || marker > QLatin1Char('3')) {
            result += sentence[i];
            continue;
        }
        result += QString::fromStdString(marker == QLatin1Char('1') ? error.subject
                : marker == QLatin1Char('2')                        ? error.place
                                                                    : error.detail);
        ++i;
    }
    return result;
}

/// The parts of models that the engine reports as missing.
QString headName(const std::string& head) {
    static constexpr std::array names{
        //: parts of a model, in: "The model %1 has no %2."
        QT_TRANSLATE_NOOP("ErrorText", "masked-token head"),
        QT_TRANSLATE_NOOP("ErrorText", "next-sentence head"),
        QT_TRANSLATE_NOOP("ErrorText", "next-token head"),
        QT_TRANSLATE_NOOP("ErrorText", "output layer"),
        QT_TRANSLATE_NOOP("ErrorText", "final norm"),
        QT_TRANSLATE_NOOP("ErrorText", "position embedding"),
        QT_TRANSLATE_NOOP("ErrorText", "attention"),
        QT_TRANSLATE_NOOP("ErrorText", "recurrent state"),
    };
    const auto known
        = std::ranges::find(names, head, [](const char* name) { return std::string_view(name); });
    return known == names.end() ? QString::fromStdString(head)
                                : QCoreApplication::translate(context, *known);
}

/// What the sentence names besides the subject.
Error inWords(Error error) {
    if (error.code == ErrorCode::HeadMissing) {
        error.place = headName(error.place).toStdString();
    }
    return error;
}

} // namespace

QString errorText(const Error& error) {
    return filled(QCoreApplication::translate(context, sentenceOf(error.code)), inWords(error));
}

} // namespace vitrine::app
