#include "engine/nn/inspection.h"

#include <algorithm>

namespace vitrine::nn {

namespace {

bool concerns(const MaskEdit& edit, std::int64_t layer) {
    return !edit.head || edit.head->layer == layer;
}

} // namespace

torch::Tensor Inspection::at(Site site, std::int64_t layer, torch::Tensor value) {
    if (site == Site::BlockInput) {
        value = withPatches(layer, value);
    } else if (site == Site::HeadOutputs) {
        value = withAblations(layer, value);
    }
    if (const auto wanted = m_wanted.find(site); wanted != m_wanted.end()) {
        wanted->second.push_back(value);
    }
    return value;
}

bool Inspection::looksInside() const {
    return m_wanted.contains(Site::AttentionScores) || m_wanted.contains(Site::AttentionWeights);
}

std::set<std::int64_t> Inspection::editedQueries(std::int64_t layer) const {
    std::set<std::int64_t> queries;
    for (const auto& edit : m_maskEdits) {
        if (concerns(edit, layer)) {
            queries.insert(edit.query);
        }
    }
    return queries;
}

bool Inspection::editsMask(std::int64_t layer, QueryRange queries) const {
    return std::ranges::any_of(
        editedQueries(layer), [queries](std::int64_t query) { return queries.contains(query); });
}

torch::Tensor Inspection::edited(const torch::Tensor& visible, std::int64_t layer,
    std::int64_t heads, QueryRange queries) const {
    auto sizes = visible.sizes().vec();
    sizes.insert(sizes.end() - 2, heads);
    auto result = visible.unsqueeze(-3).expand(sizes).clone(); // [.., heads, query, key]
    const auto within = [&](const MaskEdit& edit) {
        return concerns(edit, layer) && queries.contains(edit.query);
    };
    const auto cells = [&](const MaskEdit& edit) {
        const auto rows = edit.head ? result.narrow(/*dim=*/-3, edit.head->head, 1) : result;
        return rows.select(/*dim=*/-2, edit.query - queries.first); // [.., heads, key]
    };
    // A query that is forced sees nothing but what it is forced to see.
    for (const auto& edit : m_maskEdits) {
        if (within(edit) && edit.kind == MaskEdit::Kind::Force) {
            cells(edit).fill_(false);
        }
    }
    for (const auto& edit : m_maskEdits) {
        if (within(edit)) {
            cells(edit).select(/*dim=*/-1, edit.key).fill_(edit.kind == MaskEdit::Kind::Force);
        }
    }
    return result;
}

torch::Tensor Inspection::withAblations(
    std::int64_t layer, const torch::Tensor& headOutputs) const {
    auto result = headOutputs; // [batch, heads, position, headDim]
    for (const auto& ablation : m_ablations) {
        if (ablation.head.layer != layer) {
            continue;
        }
        if (result.is_same(headOutputs)) {
            result = headOutputs.clone();
        }
        auto head = result.select(/*dim=*/1, ablation.head.head); // [batch, position, headDim]
        if (ablation.kind == HeadAblation::Kind::Zero) {
            head.zero_();
        } else {
            head.copy_(head.mean(/*dim=*/1, /*keepdim=*/true).expand_as(head));
        }
    }
    return result;
}

torch::Tensor Inspection::withPatches(std::int64_t layer, const torch::Tensor& x) const {
    auto result = x; // [batch, position, model]
    for (const auto& patch : m_patches) {
        if (patch.layer == layer) {
            result = result.is_same(x) ? x.clone() : result;
            result.select(/*dim=*/1, patch.position).copy_(patch.value);
        }
    }
    return result;
}

} // namespace vitrine::nn
