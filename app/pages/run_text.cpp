#include "app/pages/run_text.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <cmath>
#include <utility>

#include "app/model_text.h"
#include "app/workspace/recipe_presets.h"
#include "widgets/common/number_format.h"

namespace vitrine::app {

namespace {

QString translated(const char* text) {
    return QCoreApplication::translate("RunText", text);
}

QString familyName(const TrainingJob& job) {
    if (isEncoder(job)) {
        return QStringLiteral("BERT");
    }
    switch (job.model.family) {
    case ModelFamily::Elman:
        return QStringLiteral("RNN");
    case ModelFamily::Lstm:
        return QStringLiteral("LSTM");
    case ModelFamily::Gru:
        return QStringLiteral("GRU");
    case ModelFamily::FeedForward:
        return translated(QT_TRANSLATE_NOOP("RunText", "feed-forward"));
    case ModelFamily::Gpt2:
        break;
    }
    return QStringLiteral("GPT");
}

} // namespace

QString durationText(double seconds) {
    const auto whole = std::llround(std::max(0.0, seconds));
    const QLocale locale;
    if (whole < 60) {
        return translated(QT_TRANSLATE_NOOP("RunText", "%1 s")).arg(locale.toString(whole));
    }
    if (whole < 3600) {
        return translated(QT_TRANSLATE_NOOP("RunText", "%1 min %2 s"))
            .arg(locale.toString(whole / 60), locale.toString(whole % 60));
    }
    return translated(QT_TRANSLATE_NOOP("RunText", "%1 h %2 min"))
        .arg(locale.toString(whole / 3600), locale.toString(whole % 3600 / 60));
}

QString stateName(RunState state) {
    switch (state) {
    case RunState::Queued:
        return translated(QT_TRANSLATE_NOOP("RunText", "waiting"));
    case RunState::Running:
        return translated(QT_TRANSLATE_NOOP("RunText", "training"));
    case RunState::Paused:
        return translated(QT_TRANSLATE_NOOP("RunText", "paused"));
    case RunState::Stopped:
        return translated(QT_TRANSLATE_NOOP("RunText", "stopped"));
    case RunState::Finished:
        return translated(QT_TRANSLATE_NOOP("RunText", "finished"));
    case RunState::Failed:
        break;
    }
    return translated(QT_TRANSLATE_NOOP("RunText", "failed"));
}

QString objectiveName(TrainingObjective objective) {
    switch (objective) {
    case TrainingObjective::NextToken:
        return translated(QT_TRANSLATE_NOOP("RunText", "next token"));
    case TrainingObjective::MaskedToken:
        return translated(QT_TRANSLATE_NOOP("RunText", "masked token"));
    case TrainingObjective::Classification:
        return translated(QT_TRANSLATE_NOOP("RunText", "classification"));
    case TrainingObjective::Tagging:
        return translated(QT_TRANSLATE_NOOP("RunText", "tagging"));
    case TrainingObjective::QuestionAnswering:
        return translated(QT_TRANSLATE_NOOP("RunText", "question answering"));
    case TrainingObjective::Instruction:
        break;
    }
    return translated(QT_TRANSLATE_NOOP("RunText", "instructions"));
}

QString objectiveText(const TrainingJob& job) {
    QStringList parts{job.model.folder.empty()
            ? familyName(job)
            : translated(QT_TRANSLATE_NOOP("RunText", "fine-tuned from %1"))
                  .arg(folderTitle(job.model.folder)),
        objectiveName(job.objective)};
    if (job.tuning.method == TuningMethod::Lora) {
        parts << translated(QT_TRANSLATE_NOOP("RunText", "LoRA of rank %1"))
                     .arg(QLocale().toString(job.tuning.lora.rank));
    } else if (job.tuning.method == TuningMethod::LastLayers) {
        parts << translated(QT_TRANSLATE_NOOP("RunText", "last layers"));
    }
    return parts.join(QStringLiteral(" · "));
}

QString lossText(const std::optional<double>& loss) {
    return loss ? widgets::formatNumber(*loss, 3) : QString();
}

QString partName(const std::string& part) {
    const auto dot = part.find('.');
    if (dot != std::string::npos) {
        return translated(QT_TRANSLATE_NOOP("RunText", "layer %1"))
            .arg(QLocale().toString(std::stoi(part.substr(dot + 1)) + 1));
    }
    const std::pair<const char*, const char*> names[]{
        {"tokenEmbedding", QT_TRANSLATE_NOOP("RunText", "token embedding")},
        {"positionEmbedding", QT_TRANSLATE_NOOP("RunText", "position embedding")},
        {"embeddings", QT_TRANSLATE_NOOP("RunText", "embeddings")},
        {"finalNorm", QT_TRANSLATE_NOOP("RunText", "last norm")},
        {"unembedding", QT_TRANSLATE_NOOP("RunText", "unembedding")},
        {"output", QT_TRANSLATE_NOOP("RunText", "output")},
        {"hiddenLayer", QT_TRANSLATE_NOOP("RunText", "hidden layer")},
        {"pooler", QT_TRANSLATE_NOOP("RunText", "pooler")},
        {"maskedTokenHead", QT_TRANSLATE_NOOP("RunText", "masked-token head")},
        {"nextSentenceHead", QT_TRANSLATE_NOOP("RunText", "next-sentence head")},
    };
    for (const auto& [known, name] : names) {
        if (part == known) {
            return translated(name);
        }
    }
    return QString::fromStdString(part);
}

} // namespace vitrine::app
