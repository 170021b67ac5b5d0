#pragma once

#include <map>
#include <set>
#include <utility>
#include <vector>

#include <torch/torch.h>

#include "engine/nn/query_range.h"
#include "engine/values/interventions.h"
#include "engine/values/site.h"

namespace vitrine::nn {

/// A hidden state that takes the place of another.
struct Patch {
    std::int64_t layer; ///< whose input it is; the number of layers: the last one's output
    std::int64_t position;
    torch::Tensor value; ///< [model]
};

/// What a forward pass is asked to keep, and to do differently, for inspection. The network shows
/// it every value that can be looked at, by seen(); without an inspection that costs nothing.
class Inspection {
public:
    /// Values at this site are kept, of every layer.
    void keep(Site site) { m_wanted.insert({site, {}}); }
    void ablate(std::vector<HeadAblation> heads) { m_ablations = std::move(heads); }
    void editMask(std::vector<MaskEdit> edits) { m_maskEdits = std::move(edits); }
    void patch(std::vector<Patch> patches) { m_patches = std::move(patches); }

    /// What was kept at a site, layer after layer (one value for sites outside the layers).
    const std::vector<torch::Tensor>& kept(Site site) const { return m_wanted.at(site); }

    /// The value with which the network goes on: `value`, or what an intervention makes of it.
    torch::Tensor at(Site site, std::int64_t layer, torch::Tensor value);
    /// Whether attention must be computed step by step, for what stands between its steps.
    bool looksInside() const;
    /// Queries of which an edit changes what a head of this layer sees, in order.
    std::set<std::int64_t> editedQueries(std::int64_t layer) const;
    bool editsMask(std::int64_t layer, QueryRange queries) const;
    /// `visible` [.., query, key], true where one of these queries may look, with the edits for
    /// this layer: [.., heads, query, key].
    torch::Tensor edited(const torch::Tensor& visible, std::int64_t layer, std::int64_t heads,
        QueryRange queries) const;

private:
    torch::Tensor withAblations(std::int64_t layer, const torch::Tensor& headOutputs) const;
    torch::Tensor withPatches(std::int64_t layer, const torch::Tensor& x) const;

    std::map<Site, std::vector<torch::Tensor>> m_wanted;
    std::vector<HeadAblation> m_ablations;
    std::vector<MaskEdit> m_maskEdits;
    std::vector<Patch> m_patches;
};

/// Shows `value` to the inspection, which may be null, and returns what to go on with.
inline torch::Tensor seen(
    Inspection* inspection, Site site, std::int64_t layer, torch::Tensor value) {
    return inspection ? inspection->at(site, layer, std::move(value)) : value;
}

} // namespace vitrine::nn
