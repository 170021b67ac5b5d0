#include "engine/api/weight_changes.h"

#include <map>
#include <string>

#include <torch/torch.h>

#include "engine/api/exception_guard.h"
#include "engine/models/checkpoint.h"

namespace vitrine::api {

namespace {

Expected<WeightChange> changeOf(const std::string& name, const torch::Tensor& before,
    const torch::Tensor& after, const std::string& folder) {
    if (!after.defined() || before.sizes() != after.sizes()) {
        return Unexpected(Error{ErrorCode::TensorShape, folder, name,
            folder + ": the model is no relative of the other; they differ in " + name + "."});
    }
    const double norm = before.norm().item<double>();
    const double moved = (after - before).norm().item<double>();
    return WeightChange{name, norm, norm > 0 ? moved / norm : 0};
}

} // namespace

Expected<std::vector<WeightChange>> weightChanges(const std::filesystem::path& base,
    const std::filesystem::path& tuned, const std::stop_token& stop) {
    return guarded([&]() -> Expected<std::vector<WeightChange>> {
        const torch::NoGradGuard noGrad;
        const auto before = models::loadNetwork(base, {}, stop);
        const auto after = models::loadNetwork(tuned, {}, stop);
        if (!before || !after) {
            return Unexpected(before ? after.error() : before.error());
        }
        const auto moved = (*after)->named_parameters();
        std::vector<WeightChange> changes;
        for (const auto& item : (*before)->named_parameters()) {
            if (item.value().dim() < 2) {
                continue; // norms and biases are no matrices
            }
            const auto* found = moved.find(item.key());
            auto change = changeOf(
                item.key(), item.value(), found ? *found : torch::Tensor(), tuned.string());
            if (!change) {
                return Unexpected(change.error());
            }
            changes.push_back(*std::move(change));
        }
        return changes;
    });
}

} // namespace vitrine::api
