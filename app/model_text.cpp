#include "app/model_text.h"

#include <QCoreApplication>
#include <QFile>
#include <QLocale>
#include <QStringList>

#include <algorithm>
#include <array>
#include <utility>

namespace vitrine::app {

namespace {

constexpr int cardLines = 40; // of a card, among which its title is

QString translated(const char* text, int n = -1) {
    return QCoreApplication::translate("ModelText", text, nullptr, n);
}

} // namespace

QString modelTitle(const ModelInfo& info) {
    return QString::fromStdString(info.title.empty() ? info.name : info.title);
}

QString folderTitle(const std::filesystem::path& folder) {
    QFile card(QString::fromStdString((folder / "README.md").string()));
    if (card.open(QIODevice::ReadOnly)) {
        for (int line = 0; line < cardLines && !card.atEnd(); ++line) {
            const auto text = QString::fromUtf8(card.readLine()).trimmed();
            if (text.startsWith(QStringLiteral("# "))) {
                return text.mid(2);
            }
        }
    }
    return QString::fromStdString(folder.filename().string());
}

QString modelSummary(const ModelInfo& info) {
    if (!info.abilities.attends) {
        //: architecture · layers × width · context length in tokens
        return translated(
            QT_TRANSLATE_N_NOOP("ModelText", "%1 · %n layer(s) × %2 wide · %3"), info.layers)
            .arg(architectureName(info.architecture))
            .arg(info.modelWidth)
            .arg(QLocale().toString(info.contextLength));
    }
    //: architecture · layers × heads · context length in tokens
    return translated(QT_TRANSLATE_NOOP("ModelText", "%1 · %2 layers × %3 heads · %4"))
        .arg(architectureName(info.architecture))
        .arg(info.layers)
        .arg(info.heads)
        .arg(QLocale().toString(info.contextLength));
}

QString architectureName(const std::string& architecture) {
    if (architecture == "feed-forward") {
        return translated(QT_TRANSLATE_NOOP("ModelText", "feed-forward"));
    }
    constexpr std::array<std::pair<const char*, const char*>, 11> names{
        {{"gpt2", "GPT-2"}, {"bert", "BERT"}, {"roberta", "RoBERTa"}, {"distilbert", "DistilBERT"},
            {"rnn", "RNN"}, {"lstm", "LSTM"}, {"gru", "GRU"}, {"llama", "Llama"},
            {"qwen2", "Qwen2"}, {"qwen3", "Qwen3"}, {"gemma3_text", "Gemma 3"}}};
    const auto known = std::ranges::find(names, architecture, &decltype(names)::value_type::first);
    return QString::fromStdString(known == names.end() ? architecture : known->second);
}

QString tokenizerName(const std::string& kind) {
    constexpr std::array<std::pair<const char*, const char*>, 3> names{
        {{"byte-level BPE", QT_TRANSLATE_NOOP("ModelText", "byte-level BPE")},
            {"WordPiece", QT_TRANSLATE_NOOP("ModelText", "WordPiece")},
            {"characters", QT_TRANSLATE_NOOP("ModelText", "characters")}}};
    for (const auto& [name, text] : names) {
        if (kind == name) {
            return translated(text);
        }
    }
    return QString::fromStdString(kind);
}

QString parameterCount(std::int64_t parameters) {
    constexpr double million = 1e6;
    const double millions = static_cast<double>(parameters) / million;
    //: millions of parameters
    return translated(QT_TRANSLATE_NOOP("ModelText", "%1 M"))
        .arg(QLocale().toString(millions, 'f', millions < 100 ? 1 : 0));
}

QString byteSize(std::int64_t bytes) {
    return QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat);
}

QString dtypeName(DType dtype) {
    switch (dtype) {
    case DType::Float32:
        return QStringLiteral("float32");
    case DType::BFloat16:
        return QStringLiteral("bfloat16");
    case DType::Int8:
        return QStringLiteral("int8");
    }
    return {};
}

QString deviceSummary(const DevicePlacement& placement) {
    if (placement.device == DeviceKind::Cuda) {
        return QString::fromStdString(placement.deviceName) + QStringLiteral(" · ")
            + dtypeName(placement.dtype);
    }
    return QStringLiteral("CPU · ")
        + translated(QT_TRANSLATE_N_NOOP("ModelText", "%n thread(s)"), placement.threads)
        + QStringLiteral(" · ") + dtypeName(placement.dtype);
}

namespace {

/// The engine gives its reason in English; the usual ones are said in the user's language.
QString reasonText(const std::string& reason) {
    if (reason.starts_with("LibTorch finds no GPU")) {
        return translated(
            QT_TRANSLATE_NOOP("ModelText", "there is no graphics processor that can be used"));
    }
    if (reason.starts_with("The GPU's memory ran out")) {
        return translated(
            QT_TRANSLATE_NOOP("ModelText", "the memory of the graphics processor ran out"));
    }
    return QString::fromStdString(reason);
}

} // namespace

QString deviceReason(const DevicePlacement& placement) {
    if (placement.device == DeviceKind::Cuda) {
        return translated(QT_TRANSLATE_NOOP("ModelText", "Runs on the graphics processor %1."))
            .arg(QString::fromStdString(placement.deviceName));
    }
    if (placement.reason.empty()) {
        return translated(QT_TRANSLATE_NOOP("ModelText", "Runs on the processor, as chosen."));
    }
    //: %1 is why no graphics processor is used
    return translated(QT_TRANSLATE_NOOP("ModelText", "Runs on the processor, because %1."))
        .arg(reasonText(placement.reason));
}

std::vector<std::string> lensesOf(const ModelInfo& info) {
    const auto& can = info.abilities;
    std::vector<std::string> ids;
    const auto add = [&ids](bool serves, const char* id) {
        if (serves) {
            ids.emplace_back(id);
        }
    };
    add(can.continues || can.fillsMasks, "generate");
    add(true, "tokens");
    add(can.attends, "attention");
    add(can.attends || can.continues, "layers");
    add(true, "embeddings");
    add(can.continues, "probability");
    return ids;
}

QString lensNames(const std::vector<std::string>& ids) {
    constexpr std::array<std::pair<const char*, const char*>, 6> titles{
        {{"generate", QT_TRANSLATE_NOOP("ModelText", "Generate")},
            {"tokens", QT_TRANSLATE_NOOP("ModelText", "Tokens")},
            {"attention", QT_TRANSLATE_NOOP("ModelText", "Attention")},
            {"layers", QT_TRANSLATE_NOOP("ModelText", "Layers")},
            {"embeddings", QT_TRANSLATE_NOOP("ModelText", "Embeddings")},
            {"probability", QT_TRANSLATE_NOOP("ModelText", "Probability")}}};
    QStringList names;
    for (const auto& [id, title] : titles) {
        if (std::ranges::count(ids, id) > 0) {
            names.append(translated(title));
        }
    }
    return names.join(translated(QT_TRANSLATE_NOOP("ModelText", ", ")));
}

QString languageNames(const std::vector<std::string>& codes) {
    QStringList names;
    for (const auto& code : codes) {
        names.append(code == "zh" ? translated(QT_TRANSLATE_NOOP("ModelText", "Chinese"))
                : code == "en"    ? translated(QT_TRANSLATE_NOOP("ModelText", "English"))
                                  : QString::fromStdString(code));
    }
    return names.join(translated(QT_TRANSLATE_NOOP("ModelText", ", ")));
}

} // namespace vitrine::app
