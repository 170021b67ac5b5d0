#include "engine/api/text_model.h"

#include <algorithm>
#include <string>

#include "engine/api/device_memory.h"
#include "engine/api/engine_call.h"
#include "engine/api/exception_guard.h"
#include "engine/api/masked_language.h"
#include "engine/api/model_loader.h"
#include "engine/api/model_trace.h"
#include "engine/api/text_evaluator.h"
#include "engine/api/text_inspector.h"
#include "engine/inspect/states.h"
#include "engine/models/model_anatomy.h"
#include "engine/models/task_network.h"

namespace vitrine::api {

namespace fs = std::filesystem;

Expected<ModelInfo> TextModel::inspect(const fs::path& folder) {
    return guarded([&] {
        return ModelFolder::open(folder).map([](const ModelFolder& opened) { return opened.info; });
    });
}

Expected<MemoryEstimate> TextModel::estimate(const fs::path& folder, const LoadOptions& options) {
    return guarded([&] {
        const bool gpu = options.device != DeviceChoice::Cpu && firstGpu();
        return ModelFolder::open(folder).map([&](const ModelFolder& opened) {
            return opened.estimate(gpu ? DeviceKind::Cuda : DeviceKind::Cpu, options.dtype);
        });
    });
}

Expected<std::shared_ptr<const TextModel>> TextModel::load(const fs::path& folder,
    const LoadOptions& options, std::stop_token stop, const ProgressCallback& progress) {
    return guarded([&] {
        return ModelFolder::open(folder)
            .and_then([&](ModelFolder opened) {
                return loadModel(std::move(opened), options, stop, progress);
            })
            .map([](std::unique_ptr<Impl> impl) -> std::shared_ptr<const TextModel> {
                return std::make_shared<const TextModel>(std::move(impl));
            });
    });
}

TextModel::TextModel(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {
}

TextModel::~TextModel() = default;

const ModelInfo& TextModel::info() const {
    return m_impl->folder.info;
}

const DevicePlacement& TextModel::placement() const {
    return m_impl->placement;
}

const text::Tokenizer& TextModel::tokenizer() const {
    return m_impl->tokenizer();
}

ModelAnatomy TextModel::anatomy() const {
    return models::modelAnatomy(m_impl->folder.description.config);
}

std::unique_ptr<TextSession> TextModel::newSession() const {
    return std::make_unique<TextSession>(shared_from_this());
}

std::unique_ptr<TextInspector> TextModel::newInspector() const {
    return std::make_unique<TextInspector>(shared_from_this());
}

Expected<TextEvaluation> TextModel::evaluate(std::string_view text, bool lines,
    std::stop_token stop, const ProgressCallback& progress) const {
    return guarded([&] {
        const EngineCall call(m_impl->placement.threads);
        return evaluateText(*m_impl, text, lines, stop, progress);
    });
}

Expected<std::vector<MaskPrediction>> TextModel::fillMask(const SegmentedIds& input,
    std::span<const int> positions, int top, std::stop_token stop) const {
    return guarded([&] {
        const EngineCall call(m_impl->placement.threads);
        return api::fillMask(*m_impl, input, positions, top, stop);
    });
}

Expected<TextPair> TextModel::encodePair(std::string_view first, std::string_view second) const {
    return guarded([&] { return api::encodePair(*m_impl, first, second); });
}

Expected<NextSentence> TextModel::nextSentence(
    std::string_view first, std::string_view second, std::stop_token stop) const {
    return guarded([&] {
        const EngineCall call(m_impl->placement.threads);
        return api::nextSentence(*m_impl, first, second, stop);
    });
}

Expected<std::vector<StateTrace>> TextModel::states(
    std::span<const TokenId> ids, std::stop_token stop) const {
    return guarded([&]() -> Expected<std::vector<StateTrace>> {
        if (info().abilities.attends) {
            return Unexpected(Error{ErrorCode::HeadMissing, info().name, "recurrent state",
                info().name + " has no recurrent state."});
        }
        const EngineCall call(m_impl->placement.threads);
        return checkIds(ids, info()).map([&] {
            return inspect::statesOver(*m_impl->model, idsTensor(ids, m_impl->device()), stop);
        });
    });
}

Expected<void> TextModel::trace(const SegmentedIds& input, const fs::path& out) const {
    return guarded([&] {
        const EngineCall call(m_impl->placement.threads);
        return checkInput(input, info()).and_then([&] { return writeTrace(*m_impl, input, out); });
    });
}

Expected<void> TextModel::save(const fs::path& folder, DType dtype) const {
    if (dtype == DType::Int8) {
        return Unexpected(Error{ErrorCode::OptionInvalid, "dtype", "int8 (float32 or bfloat16)",
            "Weights are written in float32 or bfloat16."});
    }
    return guarded([&] {
        const torch::NoGradGuard noGrad;
        // From the files, not from memory, where the weights may have been rounded.
        const auto type
            = dtype == DType::BFloat16 ? formats::DataType::BFloat16 : formats::DataType::Float32;
        return models::copyModel(info().path, m_impl->folder.description, type, folder)
            .and_then([&] { return tokenizer().save(folder.string()); });
    });
}

Expected<void> checkIds(std::span<const TokenId> ids, const ModelInfo& info) {
    if (ids.empty()) {
        return Unexpected(
            Error{ErrorCode::PromptEmpty, {}, {}, "There is no token to start from."});
    }
    if (ids.size() > static_cast<std::size_t>(info.contextLength)) {
        const auto place = std::to_string(ids.size()) + ", " + std::to_string(info.contextLength);
        return Unexpected(Error{ErrorCode::PromptTooLong, {}, place,
            "The text has " + std::to_string(ids.size()) + " tokens, the model takes "
                + std::to_string(info.contextLength) + "."});
    }
    const auto unknown = std::ranges::find_if(
        ids, [&](TokenId id) { return id < 0 || id >= info.vocabularySize; });
    if (unknown != ids.end()) {
        const auto place = std::to_string(*unknown) + ", " + std::to_string(info.vocabularySize);
        return Unexpected(Error{ErrorCode::TokenUnknown, {}, place,
            "There is no token " + std::to_string(*unknown) + " in a vocabulary of "
                + std::to_string(info.vocabularySize) + "."});
    }
    return {};
}

Expected<void> checkInput(const SegmentedIds& input, const ModelInfo& info) {
    if (auto checked = checkIds(input.ids, info); !checked || input.segments.empty()) {
        return checked;
    }
    const bool known = std::ranges::all_of(
        input.segments, [&](int segment) { return segment >= 0 && segment < info.segments; });
    if (input.segments.size() != input.ids.size() || !known) {
        const auto place = std::to_string(input.segments.size()) + " for "
            + std::to_string(input.ids.size()) + " tokens, 0 to "
            + std::to_string(info.segments - 1);
        return Unexpected(Error{ErrorCode::OptionInvalid, "segments", place,
            "Each token needs one of the " + std::to_string(info.segments)
                + " segments that the model tells apart."});
    }
    return {};
}

Expected<void> requireHead(
    const TextModel::Impl& model, bool Abilities::*ability, const char* head) {
    if (model.folder.info.abilities.*ability) {
        return {};
    }
    const auto& name = model.folder.info.name;
    return Unexpected(
        Error{ErrorCode::HeadMissing, name, head, "The model " + name + " has no " + head + "."});
}

models::NetworkInput networkInput(const SegmentedIds& input, torch::Device device) {
    models::NetworkInput result(idsTensor(input.ids, device));
    if (!input.segments.empty()) {
        const std::vector<std::int64_t> segments(input.segments.begin(), input.segments.end());
        result.segments = torch::tensor(segments, torch::kLong).unsqueeze(/*dim=*/0).to(device);
    }
    return result;
}

torch::Tensor idsTensor(std::span<const TokenId> ids, torch::Device device) {
    auto tensor = torch::empty({1, static_cast<std::int64_t>(ids.size())}, torch::kLong);
    std::ranges::copy(ids, tensor.mutable_data_ptr<std::int64_t>());
    return tensor.to(device);
}

} // namespace vitrine::api
