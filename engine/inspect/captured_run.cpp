#include "engine/inspect/captured_run.h"

#include <utility>
#include <vector>

namespace vitrine::inspect {

namespace {

/// The hidden states that the patches put in place, each from a pass over the text it comes from.
std::vector<nn::Patch> resolved(models::LanguageModel& model,
    const std::vector<HiddenPatch>& patches, const torch::Tensor& ids,
    const std::stop_token& stop) {
    std::vector<nn::Patch> result;
    for (const auto& patch : patches) {
        if (patch.sourceIds.empty()) {
            result.push_back({patch.layer, patch.position,
                torch::zeros({model.shape().modelWidth}, ids.options().dtype(torch::kFloat32))});
            continue;
        }
        const std::vector<std::int64_t> source(patch.sourceIds.begin(), patch.sourceIds.end());
        nn::Inspection inspection;
        inspection.keep(Site::BlockInput);
        model.hidden(torch::tensor(source, ids.options()).unsqueeze(/*dim=*/0), /*cache=*/nullptr,
            &inspection, stop);
        const auto& states = inspection.kept(Site::BlockInput);
        result.push_back({patch.layer, patch.position,
            states[static_cast<std::size_t>(patch.layer)][0][patch.sourcePosition]});
    }
    return result;
}

/// A head's part of what may be the same for all.
torch::Tensor ofHead(const torch::Tensor& visible, int head) {
    return visible.defined() && visible.dim() == 3 ? visible[head] : visible;
}

} // namespace

CapturedRun::CapturedRun(std::shared_ptr<models::LanguageModel> model,
    const models::NetworkInput& input, const Interventions& interventions,
    const std::stop_token& stop)
    : m_model(std::move(model)), m_shape(m_model->shape()), m_input(input),
      m_interventions(interventions), m_kept(changing()) {
    m_kept.patch(resolved(*m_model, interventions.patches, input.ids, stop));
    for (const auto site : {Site::Queries, Site::Keys, Site::Values, Site::BlockInput}) {
        m_kept.keep(site);
    }
    m_model->hidden(m_input, /*cache=*/nullptr, &m_kept, stop);
}

/// The changes that belong to a layer's own computation. Patches are in its input already.
nn::Inspection CapturedRun::changing() const {
    nn::Inspection inspection;
    inspection.ablate(m_interventions.heads);
    inspection.editMask(m_interventions.mask);
    return inspection;
}

torch::Tensor CapturedRun::queries(std::int64_t layer) const {
    return m_kept.kept(Site::Queries)[static_cast<std::size_t>(layer)][0];
}

torch::Tensor CapturedRun::keys(std::int64_t layer) const {
    return m_kept.kept(Site::Keys)[static_cast<std::size_t>(layer)][0];
}

torch::Tensor CapturedRun::values(std::int64_t layer) const {
    return m_kept.kept(Site::Values)[static_cast<std::size_t>(layer)][0];
}

torch::Tensor CapturedRun::stream(std::int64_t depth) const {
    return m_kept.kept(Site::BlockInput)[static_cast<std::size_t>(depth)][0];
}

torch::Tensor CapturedRun::outputInput(std::int64_t depth) const {
    auto norm = m_model->finalNorm();
    return norm ? norm(stream(depth)) : stream(depth);
}

nn::AttentionMask CapturedRun::mask() const {
    nn::AttentionMask mask{.causal = m_shape.causal, .visibleKeys = {}};
    if (m_input.visible.defined()) {
        mask.visibleKeys = m_input.visible.unsqueeze(/*dim=*/1); // [batch, 1, key]
    }
    return mask;
}

/// [query, key], or [heads, query, key] where edits tell them apart.
torch::Tensor CapturedRun::visible(
    std::int64_t layer, nn::QueryRange queries, std::int64_t keys) const {
    auto visible = nn::visibility(mask(), queries, keys, m_input.ids.device());
    if (visible.defined() && visible.dim() == 3) {
        visible = visible[0];
    }
    if (!m_kept.editsMask(layer, queries)) {
        return visible;
    }
    if (!visible.defined()) {
        visible = torch::ones({queries.count, keys}, m_input.ids.options().dtype(torch::kBool));
    }
    return m_kept.edited(visible, layer, m_shape.heads, queries);
}

torch::Tensor CapturedRun::visible(HeadIndex head, nn::QueryRange queries) const {
    return ofHead(visible(head.layer, queries, positions()), head.head);
}

std::vector<std::pair<int, int>> CapturedRun::forbidden(HeadIndex head) const {
    std::vector<std::pair<int, int>> pairs;
    for (const auto& edit : m_interventions.mask) {
        if (edit.kind == MaskEdit::Kind::Forbid && (!edit.head || *edit.head == head)) {
            pairs.emplace_back(edit.query, edit.key);
        }
    }
    return pairs;
}

AttentionRows CapturedRun::rows(HeadIndex head, nn::QueryRange queries) const {
    // An edit may show a later key to a query.
    const bool seesNoLater = m_shape.causal && !m_kept.editsMask(head.layer, queries);
    const auto keys = seesNoLater ? queries.end() : positions();
    const auto scores = nn::attentionScores(
        this->queries(head.layer)[head.head].narrow(/*dim=*/0, queries.first, queries.count),
        this->keys(head.layer)[head.head].narrow(/*dim=*/0, /*start=*/0, keys)); // [query, key]
    const auto seen = ofHead(visible(head.layer, queries, keys), head.head);
    return {scores, nn::attentionWeights(scores, seen)};
}

AttentionRows CapturedRun::rows(std::int64_t layer, std::int64_t query) const {
    const auto scores = nn::attentionScores(
        queries(layer).narrow(/*dim=*/1, query, 1), keys(layer)); // [heads, 1, key]
    return {scores, nn::attentionWeights(scores, visible(layer, {query, 1}, positions()))};
}

torch::Tensor CapturedRun::headOutputs(std::int64_t layer) const {
    auto inspection = changing();
    const auto batch = [](const torch::Tensor& heads) { return heads.unsqueeze(/*dim=*/0); };
    return nn::attend({batch(queries(layer)), batch(keys(layer)), batch(values(layer))}, mask(),
        /*dropout=*/0, layer, &inspection)[0];
}

nn::Inspection CapturedRun::embeddings() const {
    nn::Inspection inspection;
    for (const auto site : {Site::TokenEmbedding, Site::PositionEmbedding, Site::SegmentEmbedding,
             Site::EmbeddingNorm}) {
        inspection.keep(site);
    }
    m_model->embed(m_input, /*first=*/0, &inspection);
    return inspection;
}

nn::Inspection CapturedRun::again(std::int64_t layer, std::span<const Site> sites) const {
    auto inspection = changing();
    for (const auto site : sites) {
        inspection.keep(site);
    }
    m_model->block(layer, stream(layer).unsqueeze(/*dim=*/0), &inspection);
    return inspection;
}

torch::Tensor CapturedRun::again(std::int64_t layer, Site site) const {
    return again(layer, std::span(&site, 1)).kept(site).front()[0];
}

} // namespace vitrine::inspect
