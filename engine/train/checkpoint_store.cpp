#include "engine/train/checkpoint_store.h"

#include <map>
#include <string>
#include <utility>

#include <nlohmann/json.hpp>

#include "engine/formats/safetensors_reader.h"
#include "engine/formats/safetensors_writer.h"
#include "engine/models/torch_tensor.h"
#include "engine/text/json_document.h"

namespace vitrine::train {

namespace {

constexpr const char* StateKey = "vitrine.training";

std::string stateText(const Checkpoint& checkpoint) {
    nlohmann::ordered_json state{
        {"version", 1},
        {"step", checkpoint.step},
        {"seconds", checkpoint.seconds},
        {"epoch", checkpoint.position.epoch},
        {"example", checkpoint.position.example},
    };
    if (checkpoint.bestLoss) {
        state["best_loss"] = *checkpoint.bestLoss;
        state["evaluations_since"] = checkpoint.evaluationsSince;
    }
    if (checkpoint.unmeasured) {
        state["unmeasured_loss"] = checkpoint.unmeasured->loss;
        state["unmeasured_grad_norm"] = checkpoint.unmeasured->gradientNorm;
    }
    return state.dump();
}

Expected<double> number(const text::JsonValue& state, std::string_view key) {
    return state.member(key).and_then(
        [](const text::JsonValue& value) { return value.asNumber(); });
}

Expected<std::int64_t> count(const text::JsonValue& state, std::string_view key) {
    return state.member(key).and_then(
        [](const text::JsonValue& value) { return value.asInteger(/*least=*/0); });
}

Expected<void> readState(const text::JsonValue& state, Checkpoint& checkpoint) {
    const auto version = count(state, "version");
    if (!version) {
        return Unexpected(version.error());
    }
    if (*version != 1) {
        return Unexpected(state.invalid("has a version that this program does not know"));
    }
    const auto step = count(state, "step");
    const auto epoch = count(state, "epoch");
    const auto example = count(state, "example");
    const auto seconds = number(state, "seconds");
    for (const auto* number : {&step, &epoch, &example}) {
        if (!*number) {
            return Unexpected(number->error());
        }
    }
    if (!seconds) {
        return Unexpected(seconds.error());
    }
    if (state.find("best_loss")) {
        const auto best = number(state, "best_loss");
        const auto since = count(state, "evaluations_since");
        if (!best || !since) {
            return Unexpected(best ? since.error() : best.error());
        }
        checkpoint.bestLoss = *best;
        checkpoint.evaluationsSince = *since;
    }
    if (state.find("unmeasured_loss")) {
        const auto loss = number(state, "unmeasured_loss");
        const auto norm = number(state, "unmeasured_grad_norm");
        if (!loss || !norm) {
            return Unexpected(loss ? norm.error() : loss.error());
        }
        checkpoint.unmeasured = StepResult{*loss, *norm};
    }
    checkpoint.step = *step;
    checkpoint.seconds = *seconds;
    checkpoint.position = {*epoch, *example};
    return {};
}

} // namespace

CheckpointStore::CheckpointStore(std::filesystem::path file) : m_file(std::move(file)) {
}

Expected<void> CheckpointStore::save(const Checkpoint& checkpoint) const {
    std::vector<formats::TensorView> views;
    for (const auto& [name, tensor] : checkpoint.tensors) {
        views.push_back(models::viewOf(name, tensor));
    }
    return formats::writeSafetensors(m_file, views, {{StateKey, stateText(checkpoint)}});
}

Expected<std::optional<Checkpoint>> CheckpointStore::load() const {
    if (!std::filesystem::exists(m_file)) {
        return std::nullopt;
    }
    const auto content = formats::readSafetensors(m_file);
    if (!content) {
        return Unexpected(content.error());
    }
    const auto state = content->metadata.find(StateKey);
    if (state == content->metadata.end()) {
        return Unexpected(Error{ErrorCode::ValueMissing, m_file.string(),
            std::string("/__metadata__/") + StateKey, "The file is not a training checkpoint."});
    }
    Checkpoint checkpoint;
    const auto document = text::JsonDocument::parse(state->second, m_file.string());
    const auto read = document ? readState(document->root(), checkpoint)
                               : Expected<void>(Unexpected(document.error()));
    if (!read) {
        return Unexpected(read.error());
    }
    for (const auto& view : content->tensors) {
        checkpoint.tensors.emplace_back(view.name, models::torchTensor(view));
    }
    return checkpoint;
}

} // namespace vitrine::train
