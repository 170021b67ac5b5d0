#include "engine/api/probe_file.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <string>
#include <system_error>

#include <nlohmann/json.hpp>

#include "engine/formats/safetensors_reader.h"
#include "engine/formats/safetensors_writer.h"
#include "engine/text/make_folder.h"

namespace vitrine::api {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr const char* ProbeKey = "vitrine.probe";
constexpr const char* AttentionName = "attention";
constexpr const char* Suffix = ".safetensors";
constexpr int Version = 1;

fs::path folderOf(const fs::path& run) {
    return run / "probes";
}

fs::path fileOf(const fs::path& run, std::int64_t step) {
    return folderOf(run) / (std::to_string(step) + Suffix);
}

/// Bytes as numbers: a token may hold part of a character.
Json bytesJson(const std::string& bytes) {
    auto json = Json::array();
    for (const char byte : bytes) {
        json.push_back(static_cast<unsigned char>(byte));
    }
    return json;
}

std::string bytesFrom(const Json& json) {
    std::string bytes;
    for (const auto& byte : json) {
        bytes.push_back(static_cast<char>(byte.get<unsigned char>()));
    }
    return bytes;
}

Json histogramJson(const MagnitudeHistogram& histogram) {
    return {{"shares", histogram.shares}, {"zeros", histogram.zeros},
        {"rms", histogram.rootMeanSquare}};
}

MagnitudeHistogram histogramFrom(const Json& json) {
    MagnitudeHistogram histogram;
    histogram.shares = json.at("shares").get<decltype(histogram.shares)>();
    histogram.zeros = json.at("zeros").get<float>();
    histogram.rootMeanSquare = json.at("rms").get<double>();
    return histogram;
}

Json partsJson(const TrainingProbe& probe) {
    auto parts = Json::array();
    for (const auto& part : probe.parts) {
        Json json{{"part", part.part}, {"weights", histogramJson(part.weights)}};
        if (part.gradients) {
            json["gradients"] = histogramJson(*part.gradients);
        }
        parts.push_back(std::move(json));
    }
    return parts;
}

Json tokensJson(const TrainingProbe& probe) {
    auto tokens = Json::array();
    for (const auto& token : probe.tokens) {
        tokens.push_back(
            {{"id", token.id}, {"bytes", bytesJson(token.bytes)}, {"piece", token.piece},
                {"start", token.start}, {"end", token.end}, {"special", token.special}});
    }
    return tokens;
}

std::string probeText(const TrainingProbe& probe) {
    auto samples = Json::array();
    for (const auto& sample : probe.samples) {
        samples.push_back({{"prompt", sample.prompt}, {"text", sample.text}});
    }
    auto candidates = Json::array();
    for (const auto& candidate : probe.candidates) {
        candidates.push_back({{"id", candidate.id}, {"bytes", bytesJson(candidate.bytes)},
            {"probability", candidate.probability}, {"logit", candidate.logit}});
    }
    const Json json{{"version", Version}, {"step", probe.step}, {"samples", samples},
        {"tokens", tokensJson(probe)}, {"layers", probe.layers}, {"heads", probe.heads},
        {"causal", probe.causal}, {"candidates", candidates}, {"entropy", probe.entropy},
        {"parts", partsJson(probe)}};
    return json.dump(-1, ' ', /*ensure_ascii=*/false, Json::error_handler_t::replace);
}

TrainingProbe probeFrom(const Json& json) {
    TrainingProbe probe;
    probe.step = json.at("step").get<std::int64_t>();
    for (const auto& sample : json.at("samples")) {
        probe.samples.push_back(
            {sample.at("prompt").get<std::string>(), sample.at("text").get<std::string>()});
    }
    for (const auto& token : json.at("tokens")) {
        probe.tokens.push_back({token.at("id").get<TokenId>(), bytesFrom(token.at("bytes")),
            token.at("piece").get<std::string>(), token.at("start").get<std::size_t>(),
            token.at("end").get<std::size_t>(), token.at("special").get<bool>()});
    }
    for (const auto& candidate : json.at("candidates")) {
        probe.candidates.push_back(
            {candidate.at("id").get<TokenId>(), bytesFrom(candidate.at("bytes")),
                candidate.at("probability").get<float>(), candidate.at("logit").get<float>()});
    }
    for (const auto& part : json.at("parts")) {
        LayerHistograms histograms{
            part.at("part").get<std::string>(), histogramFrom(part.at("weights")), std::nullopt};
        if (part.contains("gradients")) {
            histograms.gradients = histogramFrom(part.at("gradients"));
        }
        probe.parts.push_back(std::move(histograms));
    }
    probe.layers = json.at("layers").get<int>();
    probe.heads = json.at("heads").get<int>();
    probe.causal = json.at("causal").get<bool>();
    probe.entropy = json.at("entropy").get<double>();
    return probe;
}

Unexpected invalid(const fs::path& file, const std::string& reason) {
    return Unexpected(
        Error{ErrorCode::ValueInvalid, file.string(), std::string("/__metadata__/") + ProbeKey,
            file.string() + " is not a probe of a training run: " + reason + "."});
}

/// The weights of all heads, where they are as many as the sentence asks for.
Expected<void> readAttention(
    const formats::SafetensorsContent& content, const fs::path& file, TrainingProbe& probe) {
    const auto found
        = std::ranges::find(content.tensors, AttentionName, &formats::TensorView::name);
    const auto positions = static_cast<std::int64_t>(probe.tokens.size());
    const std::vector<std::int64_t> shape{probe.layers, probe.heads, positions, positions};
    if (found == content.tensors.end()) {
        return probe.heads == 0 ? Expected<void>() : invalid(file, "it has no attention");
    }
    if (found->type != formats::DataType::Float32 || found->shape != shape) {
        return invalid(file, "its attention has another shape");
    }
    probe.attention.resize(found->bytes.size() / sizeof(float));
    std::ranges::copy(found->bytes, std::as_writable_bytes(std::span(probe.attention)).begin());
    return {};
}

} // namespace

std::vector<std::int64_t> probedSteps(const fs::path& run) {
    std::vector<std::int64_t> steps;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(folderOf(run), none)) {
        const auto name = entry.path().stem().string();
        std::int64_t step = 0;
        const auto* end = name.data() + name.size();
        if (entry.path().extension() == Suffix
            && std::from_chars(name.data(), end, step).ptr == end) {
            steps.push_back(step);
        }
    }
    std::ranges::sort(steps);
    return steps;
}

Expected<void> writeTrainingProbe(const TrainingProbe& probe, const fs::path& run) {
    if (auto made = text::makeFolder(folderOf(run)); !made) {
        return made;
    }
    std::vector<formats::TensorView> tensors;
    if (probe.heads > 0) {
        const auto positions = static_cast<std::int64_t>(probe.tokens.size());
        formats::TensorView view;
        view.name = AttentionName;
        view.shape = {probe.layers, probe.heads, positions, positions};
        view.strides = formats::rowMajorStrides(view.shape);
        view.bytes = std::as_bytes(std::span(probe.attention));
        tensors.push_back(std::move(view));
    }
    return formats::writeSafetensors(
        fileOf(run, probe.step), tensors, {{ProbeKey, probeText(probe)}});
}

Expected<TrainingProbe> readTrainingProbe(const fs::path& run, std::int64_t step) {
    const auto file = fileOf(run, step);
    const auto content = formats::readSafetensors(file);
    if (!content) {
        return Unexpected(content.error());
    }
    const auto text = content->metadata.find(ProbeKey);
    if (text == content->metadata.end()) {
        return invalid(file, "it does not say so");
    }
    try {
        auto probe = probeFrom(Json::parse(text->second));
        return readAttention(*content, file, probe).map([&] { return std::move(probe); });
    } catch (const nlohmann::json::exception& fault) {
        return invalid(file, fault.what());
    }
}

void dropProbesAfter(const fs::path& run, std::int64_t step) {
    std::error_code ignored;
    for (const auto probed : probedSteps(run)) {
        if (probed > step) {
            fs::remove(fileOf(run, probed), ignored);
        }
    }
}

} // namespace vitrine::api
