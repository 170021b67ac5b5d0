#include "app/workspace/mask_filler.h"

#include <algorithm>

#include "app/workspace/token_replacement.h"

namespace vitrine::app {

namespace {

constexpr std::size_t candidateCount = 40; ///< enough to fill the figure at any size

void nameCandidates(std::vector<TokenProbability>& candidates, const text::Tokenizer& tokenizer) {
    for (auto& candidate : candidates) {
        candidate.bytes = shownCandidate(candidate.id, tokenizer);
    }
}

/// `prediction` ranks the whole vocabulary.
MaskAnswer answerFrom(
    MaskPrediction prediction, TokenId written, const text::Tokenizer& tokenizer) {
    auto& candidates = prediction.candidates;
    MaskAnswer answer;
    answer.position = prediction.position;
    const auto found = std::ranges::find(candidates, written, &TokenProbability::id);
    if (written != tokenizer.maskToken() && found != candidates.end()) {
        answer.written = *found;
        answer.rank = static_cast<int>(found - candidates.begin()) + 1;
    }
    NextTokenDistribution distribution;
    distribution.vocabularySize = candidates.size();
    distribution.entropy = prediction.entropy;
    distribution.logSumExp = prediction.logSumExp;
    candidates.resize(std::min(candidates.size(), candidateCount));
    nameCandidates(candidates, tokenizer);
    distribution.candidates = std::move(candidates);
    answer.distribution = std::make_shared<const NextTokenDistribution>(std::move(distribution));
    return answer;
}

} // namespace

MaskFiller::MaskFiller(Workspace& workspace, QObject* parent)
    : QObject(parent), m_workspace(workspace) {
    connect(&workspace, &Workspace::modelChanged, this, &MaskFiller::adoptModel);
    connect(&workspace, &Workspace::textChanged, this, &MaskFiller::followText);
    connect(&workspace, &Workspace::selectionChanged, this, [this] {
        m_secondNumber = -1;
        followSelection();
    });
}

void MaskFiller::setPaused(bool paused) {
    if (std::exchange(m_paused, paused) && !paused) {
        followText();
    }
}

void MaskFiller::adoptModel() {
    m_fill.cancel();
    m_answer.cancel();
    m_judgement.cancel();
    m_secondNumber = -1;
    m_judged = {};
}

void MaskFiller::lookAt(int position) {
    const int number = m_text.maskNumberAt(position);
    if (number < 0) {
        return;
    }
    const int token = m_text.tokenAt(position);
    if (token >= 0) {
        m_workspace.select(token);
    }
    m_secondNumber = token >= 0 ? -1 : number;
    followSelection();
}

void MaskFiller::followText() {
    if (!m_workspace.readsBothSides()) {
        return;
    }
    m_text = inspectedText(m_workspace);
    m_position = chosenPosition();
    if (m_paused) {
        return;
    }
    Q_EMIT changed();
    fill();
    answer();
    judge();
}

void MaskFiller::followSelection() {
    if (!m_workspace.readsBothSides()) {
        return;
    }
    const int before = std::exchange(m_position, chosenPosition());
    if (before != m_position && !m_paused) {
        Q_EMIT changed();
        answer();
    }
}

int MaskFiller::chosenPosition() const {
    const int second = m_secondNumber >= 0 ? m_text.positionOfNumber(m_secondNumber) : -1;
    const int selected = second >= 0 ? second : m_text.positionOf(m_workspace.selected());
    if (selected >= 0) {
        return selected;
    }
    for (int position = 0; position < static_cast<int>(m_text.tokens.size()); ++position) {
        if (m_text.isHidden(position)) {
            return position;
        }
    }
    return m_text.positionOf(m_text.textTokens - 1);
}

void MaskFiller::fill() {
    if (!m_workspace.model()->info().abilities.fillsMasks) {
        return;
    }
    std::vector<int> hidden;
    for (int position = 0; position < static_cast<int>(m_text.tokens.size()); ++position) {
        if (m_text.isHidden(position)) {
            hidden.push_back(position);
        }
    }
    m_fill.request(
        [model = m_workspace.model(), input = SegmentedIds{m_text.ids(), m_text.segments},
            hidden = std::move(hidden)](const std::stop_token& stop) {
            return model->fillMask(input, hidden, /*top=*/1, stop)
                .map([&](std::vector<MaskPrediction> masks) {
                    for (auto& mask : masks) {
                        nameCandidates(mask.candidates, model->tokenizer());
                    }
                    return masks;
                });
        },
        [this](const Expected<std::vector<MaskPrediction>>& masks) {
            if (masks) {
                Q_EMIT filled(*masks);
            } else {
                Q_EMIT failed(masks.error());
            }
        });
}

void MaskFiller::answer() {
    const auto& model = m_workspace.model();
    if (!model->info().abilities.fillsMasks || !m_text.mask || m_position < 0) {
        m_answer.cancel();
        return;
    }
    SegmentedIds input{m_text.ids(), m_text.segments};
    const auto place = static_cast<std::size_t>(m_position);
    input.ids[place] = *m_text.mask;
    m_answer.request(
        [model, input = std::move(input), position = m_position, written = m_text.written[place]](
            const std::stop_token& stop) {
            // What stands there may have any rank.
            const int all = model->info().vocabularySize;
            return model->fillMask(input, {&position, 1}, all, stop)
                .map([&](std::vector<MaskPrediction> found) {
                    return answerFrom(std::move(found.front()), written, model->tokenizer());
                });
        },
        [this](const Expected<MaskAnswer>& found) {
            if (found) {
                Q_EMIT answered(*found);
            } else {
                Q_EMIT failed(found.error());
            }
        });
}

void MaskFiller::judge() {
    const auto& model = m_workspace.model();
    const auto texts = std::pair(m_workspace.text(), m_workspace.secondText());
    if (std::exchange(m_judged, texts) == texts) {
        return; // what is hidden makes no difference
    }
    if (!model->info().abilities.judgesNextSentence || m_text.textTokens == 0
        || m_text.secondTokens == 0) {
        m_judgement.cancel();
        return;
    }
    m_judgement.request(
        [model, texts](const std::stop_token& stop) {
            return model->nextSentence(texts.first, texts.second, stop);
        },
        [this](const Expected<NextSentence>& found) {
            if (found) {
                Q_EMIT judged(found->probability);
            } else {
                Q_EMIT failed(found.error());
            }
        });
}

} // namespace vitrine::app
