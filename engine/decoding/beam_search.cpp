#include "engine/decoding/beam_search.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <vector>

#include "engine/decoding/logit_processors.h"
#include "engine/decoding/logit_statistics.h"
#include "engine/decoding/ranked_tokens.h"
#include "engine/decoding/sampler.h"
#include "engine/nn/interrupted.h"
#include "engine/text/stream_decoder.h"

namespace vitrine::decoding {

namespace {

using Clock = std::chrono::steady_clock;

std::size_t endTokenCount(const GenerationRequest& request) {
    return request.options.stopAtEndOfText ? request.endTokens.size() : 0;
}

/// One search under way. Running hypotheses are nodes of the tree; a path leads back to the prompt.
class BeamSearch {
public:
    BeamSearch(LogitSource& source, const GenerationRequest& request)
        : m_source(source), m_request(request),
          m_beams(static_cast<std::size_t>(request.options.beams)),
          m_width(m_beams * std::max<std::size_t>(2, 1 + endTokenCount(request))) {
        if (request.options.repetitionPenalty != 1.0) {
            m_penalty.emplace(request.options.repetitionPenalty);
        }
        BeamNode root;
        root.kept = true;
        m_tree.nodes.push_back(root);
        m_running = {0};
    }

    GenerationResult run() {
        m_begin = Clock::now();
        try {
            loop();
        } catch (const nn::Interrupted&) {
            m_stopped = StopReason::Interrupted;
        }
        return result();
    }

private:
    /// A continuation of running hypothesis `row`.
    struct Candidate {
        std::size_t row = 0;
        TokenId id = 0;
        double logProbability = 0;
        double score = 0;
    };
    struct Finished {
        int node = 0;
        double score = 0; // with the length penalty
    };

    void loop() {
        auto logits = m_source.start(m_request.prompt, m_request.stop);
        m_timing.prefillTokensPerSecond
            = static_cast<double>(m_source.computedTokens()) / seconds();
        for (m_length = 1;; ++m_length) {
            step(logits);
            if (m_length == 1) {
                m_timing.firstTokenSeconds = seconds();
            }
            if (m_request.onBeams) {
                m_tree.hypotheses = hypotheses();
                m_request.onBeams(m_tree);
            }
            if (m_running.empty() || !canImprove()) {
                return;
            }
            logits = m_source.nextRows(m_parents, lastIds(), m_request.stop);
        }
    }

    /// Extends the running hypotheses by one token. `logits` [rows, vocab].
    void step(std::span<const float> logits) {
        const bool last = lastStep();
        std::vector<int> running;
        m_parents.clear();
        std::size_t place = 0;
        for (const Candidate& candidate : bestCandidates(logits)) {
            const int node = addNode(candidate);
            const bool ended = endedBy(node);
            m_tree.nodes[static_cast<std::size_t>(node)].finished = ended;
            // Only the best may finish; the others are there to keep the beam full.
            if ((ended || last) && place < m_beams) {
                finish(node);
            }
            if (!ended && !last && running.size() < m_beams) {
                m_tree.nodes[static_cast<std::size_t>(node)].kept = true;
                running.push_back(node);
                m_parents.push_back(candidate.row);
            }
            ++place;
        }
        m_running = std::move(running);
    }

    bool lastStep() {
        if (m_length == static_cast<std::size_t>(m_request.options.maxNewTokens)) {
            m_stopped = StopReason::Length;
            return true;
        }
        if (m_request.prompt.size() + m_length > m_source.contextLength()) {
            m_stopped = StopReason::ContextFull;
            return true;
        }
        return false;
    }

    /// The continuations with the highest scores, best first.
    std::vector<Candidate> bestCandidates(std::span<const float> logits) {
        const auto vocabulary = logits.size() / m_running.size();
        std::vector<Candidate> all;
        for (std::size_t row = 0; row < m_running.size(); ++row) {
            addCandidates(row, logits.subspan(row * vocabulary, vocabulary), all);
        }
        const auto better
            = [](const Candidate& a, const Candidate& b) { return a.score > b.score; };
        std::stable_sort(all.begin(), all.end(), better);
        all.resize(std::min(all.size(), m_width));
        return all;
    }

    void addCandidates(
        std::size_t row, std::span<const float> logits, std::vector<Candidate>& all) {
        const auto statistics = LogitStatistics::of(logits);
        const double before = node(m_running[row]).score;
        m_scores.assign(logits.begin(), logits.end());
        for (float& score : m_scores) {
            score = static_cast<float>(statistics.logProbability(score));
        }
        if (m_penalty) {
            m_penalty->apply(m_scores, idsOf(m_running[row], m_request.prompt));
        }
        RankedTokens ranked(m_scores);
        for (const TokenId id : ranked.first(m_width)) {
            const auto index = static_cast<std::size_t>(id);
            all.push_back(
                {row, id, statistics.logProbability(logits[index]), before + m_scores[index]});
        }
    }

    int addNode(const Candidate& candidate) {
        BeamNode added;
        added.parent = m_running[candidate.row];
        added.step = static_cast<int>(m_length);
        added.id = candidate.id;
        added.bytes = m_request.tokenizer.tokenBytes(candidate.id);
        added.logProbability = candidate.logProbability;
        added.score = candidate.score;
        m_tree.nodes.push_back(std::move(added));
        return static_cast<int>(m_tree.nodes.size()) - 1;
    }

    bool endedBy(int index) const {
        if (m_request.endsText(node(index).id)) {
            return true;
        }
        const auto& stops = m_request.options.stop;
        if (stops.empty()) {
            return false;
        }
        const auto text = m_request.tokenizer.decode(idsOf(index, {}));
        return std::any_of(stops.begin(), stops.end(), [&text](const std::string& stop) {
            return !stop.empty() && text.find(stop) != std::string::npos;
        });
    }

    void finish(int index) {
        m_finished.push_back({index, penalized(node(index).score, m_length)});
        std::stable_sort(m_finished.begin(), m_finished.end(),
            [](const Finished& a, const Finished& b) { return a.score > b.score; });
        m_finished.resize(std::min(m_finished.size(), m_beams));
    }

    double penalized(double score, std::size_t length) const {
        return score / std::pow(static_cast<double>(length), m_request.options.lengthPenalty);
    }

    bool canImprove() const {
        return m_finished.size() < m_beams
            || penalized(node(m_running.front()).score, m_length) > m_finished.back().score;
    }

    const BeamNode& node(int index) const { return m_tree.nodes[static_cast<std::size_t>(index)]; }

    /// `before`, then the tokens from the root to a node.
    std::vector<TokenId> idsOf(int index, std::span<const TokenId> before) const {
        std::vector<TokenId> ids;
        for (; index > 0; index = node(index).parent) {
            ids.push_back(node(index).id);
        }
        ids.insert(ids.end(), before.rbegin(), before.rend());
        std::reverse(ids.begin(), ids.end());
        return ids;
    }

    std::vector<TokenId> lastIds() const {
        std::vector<TokenId> ids;
        for (const int running : m_running) {
            ids.push_back(node(running).id);
        }
        return ids;
    }

    /// Finished hypotheses best first, then the running ones.
    std::vector<BeamHypothesis> hypotheses() const {
        std::vector<BeamHypothesis> all;
        for (const Finished& finished : m_finished) {
            all.push_back(hypothesis(finished.node, finished.score));
        }
        for (const int running : m_running) {
            all.push_back(hypothesis(running, penalized(node(running).score, m_length)));
        }
        std::stable_sort(all.begin(), all.end(),
            [](const BeamHypothesis& a, const BeamHypothesis& b) { return a.score > b.score; });
        return all;
    }

    BeamHypothesis hypothesis(int index, double score) const {
        BeamHypothesis made{index, score, idsOf(index, {}), {}, node(index).finished};
        std::span<const TokenId> textIds(made.ids);
        if (!textIds.empty() && m_request.endsText(textIds.back())) {
            textIds = textIds.first(textIds.size() - 1);
        }
        made.text = textOf(textIds);
        return made;
    }

    /// Up to the first stop string.
    std::string textOf(std::span<const TokenId> ids) const {
        text::StreamDecoder decoder;
        std::string text;
        for (const TokenId id : ids) {
            text += decoder.push(m_request.tokenizer.tokenBytes(id));
        }
        text += decoder.flush();
        auto end = text.size();
        for (const auto& stop : m_request.options.stop) {
            end = stop.empty() ? end : std::min(end, text.find(stop));
        }
        return text.substr(0, end);
    }

    /// The best finished hypothesis; of an interrupted search the best of all so far.
    GenerationResult result() {
        GenerationResult result;
        result.promptIds.assign(m_request.prompt.begin(), m_request.prompt.end());
        if (m_stopped != StopReason::Interrupted) {
            m_running.clear();
        }
        m_tree.hypotheses = m_tree.nodes.size() > 1 ? hypotheses() : std::vector<BeamHypothesis>();
        result.stopped = m_stopped;
        if (!m_tree.hypotheses.empty()) {
            const auto& best = m_tree.hypotheses.front();
            result.ids = best.ids;
            result.text = best.text;
            if (best.finished && m_stopped != StopReason::Interrupted) {
                result.stopped = m_request.endsText(best.ids.back()) ? StopReason::EndOfText
                                                                     : StopReason::StopString;
            }
        }
        if (m_length > 1) {
            m_timing.decodeTokensPerSecond
                = static_cast<double>(m_length - 1) / (seconds() - m_timing.firstTokenSeconds);
        }
        result.timing = m_timing;
        result.beams = std::move(m_tree);
        return result;
    }

    double seconds() const { return std::chrono::duration<double>(Clock::now() - m_begin).count(); }

    LogitSource& m_source;
    const GenerationRequest& m_request;
    std::size_t m_beams;
    std::size_t m_width; // continuations looked at in each step
    std::optional<RepetitionPenalty> m_penalty;
    BeamSnapshot m_tree;
    std::vector<int> m_running; // nodes, best first
    std::vector<std::size_t> m_parents; // row of each running hypothesis in the step before
    std::vector<Finished> m_finished; // best first, at most m_beams
    std::size_t m_length = 0; // new tokens of the running hypotheses
    StopReason m_stopped = StopReason::Length;
    std::vector<float> m_scores; // log-probabilities of one row, after the penalty
    Clock::time_point m_begin;
    GenerationTiming m_timing;
};

} // namespace

GenerationResult searchBeams(LogitSource& source, const GenerationRequest& request) {
    return BeamSearch(source, request).run();
}

} // namespace vitrine::decoding
