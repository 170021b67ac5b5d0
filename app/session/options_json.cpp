#include "app/session/options_json.h"

#include <QJsonArray>

#include <array>
#include <string>
#include <utility>

namespace vitrine::app::session_json {

namespace {

QString key(const char* name) {
    return QString::fromLatin1(name);
}

constexpr std::array<std::pair<DecodingStrategy, const char*>, 3> strategyNames{
    {{DecodingStrategy::Greedy, "greedy"}, {DecodingStrategy::Sample, "sample"},
        {DecodingStrategy::Beam, "beam"}}};

QString nameOf(DecodingStrategy strategy) {
    return key(strategyNames.at(static_cast<std::size_t>(strategy)).second);
}

/// The default for a name that only a later version knows.
DecodingStrategy strategyIn(const QJsonValue& json) {
    DecodingStrategy strategy = GenerationOptions().strategy;
    for (const auto& [candidate, name] : strategyNames) {
        strategy = json.toString() == key(name) ? candidate : strategy;
    }
    return strategy;
}

} // namespace

QJsonObject writeOptions(const GenerationOptions& options) {
    QJsonArray stop;
    for (const auto& text : options.stop) {
        stop.append(QString::fromStdString(text));
    }
    QJsonObject json{{key("strategy"), nameOf(options.strategy)},
        {key("maxNewTokens"), options.maxNewTokens}, {key("temperature"), options.temperature},
        {key("topK"), options.topK}, {key("topP"), options.topP}, {key("minP"), options.minP},
        {key("repetitionPenalty"), options.repetitionPenalty}, {key("beams"), options.beams},
        {key("lengthPenalty"), options.lengthPenalty}, {key("stop"), stop},
        {key("stopAtEndOfText"), options.stopAtEndOfText}};
    if (options.seed) {
        json[key("seed")] = QString::number(*options.seed);
    }
    return json;
}

GenerationOptions readOptions(const QJsonObject& json) {
    GenerationOptions options;
    options.strategy = strategyIn(json[key("strategy")]);
    options.maxNewTokens = json[key("maxNewTokens")].toInt(options.maxNewTokens);
    options.temperature = json[key("temperature")].toDouble(options.temperature);
    options.topK = json[key("topK")].toInt(options.topK);
    options.topP = json[key("topP")].toDouble(options.topP);
    options.minP = json[key("minP")].toDouble(options.minP);
    options.repetitionPenalty = json[key("repetitionPenalty")].toDouble(options.repetitionPenalty);
    options.beams = json[key("beams")].toInt(options.beams);
    options.lengthPenalty = json[key("lengthPenalty")].toDouble(options.lengthPenalty);
    options.stopAtEndOfText = json[key("stopAtEndOfText")].toBool(options.stopAtEndOfText);
    for (const auto& text : json[key("stop")].toArray()) {
        options.stop.push_back(text.toString().toStdString());
    }
    bool isNumber = false;
    const auto seed = json[key("seed")].toString().toULongLong(&isNumber);
    if (isNumber) {
        options.seed = seed;
    }
    return options;
}

} // namespace vitrine::app::session_json
