#include "app/session/probability_json.h"

#include <QJsonArray>

#include <algorithm>

#include "engine/ngram/ngram_names.h"

namespace vitrine::app {

namespace {

QString key(const char* name) {
    return QString::fromLatin1(name);
}

QString fromView(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QJsonObject writeEstimate(const NgramEstimate& estimate) {
    return {{key("smoothing"), fromView(ngram::smoothingName(estimate.smoothing))},
        {key("order"), estimate.order}, {key("k"), estimate.addK},
        {key("backoffFactor"), estimate.backoffFactor}};
}

NgramEstimate readEstimate(const QJsonValue& json) {
    NgramEstimate estimate;
    const auto name = json[key("smoothing")].toString().toStdString();
    estimate.smoothing = ngram::smoothingNamed(name).value_or(estimate.smoothing);
    estimate.order = std::clamp(json[key("order")].toInt(), 0, MaximumNgramOrder);
    const double k = json[key("k")].toDouble();
    estimate.addK = k > 0 ? k : estimate.addK;
    const double factor = json[key("backoffFactor")].toDouble();
    estimate.backoffFactor = factor > 0 ? factor : estimate.backoffFactor;
    return estimate;
}

QJsonObject writeOwn(const OwnNgram& own) {
    if (!own.arpa.empty()) {
        return {{key("arpa"), fromView(own.arpa.string())}};
    }
    QJsonArray cutoffs;
    for (const auto cutoff : own.counting.cutoffs) {
        cutoffs.append(static_cast<int>(cutoff));
    }
    auto json = writeEstimate(own.estimate);
    json[key("text")] = fromView(own.text.text);
    json[key("file")] = fromView(own.text.file.string());
    json[key("counted")] = own.counting.order;
    json[key("unit")] = fromView(ngram::unitName(own.counting.unit));
    json[key("cutoffs")] = cutoffs;
    return json;
}

OwnNgram readOwn(const QJsonValue& json) {
    OwnNgram own;
    own.arpa = json[key("arpa")].toString().toStdString();
    own.text
        = {json[key("text")].toString().toStdString(), json[key("file")].toString().toStdString()};
    own.estimate = readEstimate(json);
    own.counting.order
        = std::clamp(json[key("counted")].toInt(own.counting.order), 1, MaximumNgramOrder);
    own.counting.unit = ngram::unitNamed(json[key("unit")].toString().toStdString())
                            .value_or(NgramUnit::Character);
    for (const auto& cutoff : json[key("cutoffs")].toArray()) {
        own.counting.cutoffs.push_back(static_cast<std::uint32_t>(std::max(cutoff.toInt(), 0)));
    }
    return own;
}

} // namespace

QJsonObject writeProbability(const ProbabilityState& state) {
    QJsonArray own;
    for (const auto& model : state.shelf.own) {
        own.append(writeOwn(model));
    }
    QJsonArray networks;
    for (const auto& architecture : state.shelf.networks) {
        networks.append(fromView(architecture));
    }
    QJsonArray hidden;
    for (const auto& model : state.shelf.hidden) {
        hidden.append(fromView(model));
    }
    QJsonObject json{{key("networks"), networks}, {key("own"), own}, {key("hidden"), hidden},
        {key("scale"), state.scale}, {key("study"), state.study},
        {key("perplexity"), state.perplexity}, {key("ranking"), state.ranking},
        {key("seed"), state.seed}, {key("units"), state.units}};
    if (state.shelf.estimates) {
        QJsonArray estimates;
        for (const auto& estimate : *state.shelf.estimates) {
            estimates.append(writeEstimate(estimate));
        }
        json[key("estimates")] = estimates;
    }
    return json;
}

ProbabilityState readProbability(const QJsonObject& json) {
    ProbabilityState state;
    if (json.contains(key("estimates"))) {
        auto& estimates = state.shelf.estimates.emplace();
        for (const auto& estimate : json[key("estimates")].toArray()) {
            estimates.push_back(readEstimate(estimate));
        }
    }
    if (json.contains(key("networks"))) {
        state.shelf.networks.clear();
        for (const auto& architecture : json[key("networks")].toArray()) {
            state.shelf.networks.push_back(architecture.toString().toStdString());
        }
    }
    for (const auto& model : json[key("own")].toArray()) {
        state.shelf.own.push_back(readOwn(model));
    }
    for (const auto& model : json[key("hidden")].toArray()) {
        state.shelf.hidden.insert(model.toString().toStdString());
    }
    state.scale = json[key("scale")].toInt();
    state.study = json[key("study")].toInt();
    state.perplexity = json[key("perplexity")].toInt();
    state.ranking = json[key("ranking")].toInt();
    state.seed = json[key("seed")].toInt(state.seed);
    state.units = json[key("units")].toInt(state.units);
    return state;
}

} // namespace vitrine::app
