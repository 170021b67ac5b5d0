#include "app/workspace/prompt_trials.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace vitrine::app {

namespace {

constexpr int longestAnswer = 24; ///< tokens

GenerationOptions answerOptions() {
    GenerationOptions options;
    options.strategy = DecodingStrategy::Greedy;
    options.maxNewTokens = longestAnswer;
    options.stop = {"\n"};
    return options;
}

Expected<std::vector<TokenId>> encoded(const api::TextModel& model, const std::string& text) {
    return model.tokenizer().encode(text, /*addSpecialTokens=*/false);
}

/// What the model says after `prompt`.
Expected<std::string> continuationOf(
    api::TextSession& session, const std::vector<TokenId>& prompt, const std::stop_token& stop) {
    return session.generate(prompt, answerOptions(), stop)
        .and_then([](const GenerationResult& result) -> Expected<std::string> {
            if (result.stopped == StopReason::Interrupted) {
                return Unexpected(Error{ErrorCode::Interrupted, {}, {}, "A trial was stopped."});
            }
            return result.text;
        });
}

/// Tokens and log-probability of an answer, by the chain rule over its tokens.
Expected<AnswerScore> scoreOf(const api::TextModel& model, api::TextSession& session,
    std::vector<TokenId> prompt, const std::string& text, const std::stop_token& stop) {
    const auto start = prompt.size();
    const auto answer = encoded(model, text);
    if (!answer) {
        return Unexpected(answer.error());
    }
    prompt.insert(prompt.end(), answer->begin(), answer->end());
    return session.score(prompt, stop).map([&](const std::vector<ScoredToken>& tokens) {
        AnswerScore score{text, static_cast<int>(answer->size())};
        for (std::size_t i = start; i < tokens.size(); ++i) {
            score.logProbability += tokens[i].logProbability;
        }
        return score;
    });
}

/// Their probabilities brought to a sum of 1: the softmax of the log-probabilities.
void share(std::vector<AnswerScore>& answers) {
    double highest = -std::numeric_limits<double>::infinity();
    for (const auto& answer : answers) {
        highest = std::max(highest, answer.logProbability);
    }
    double sum = 0;
    for (auto& answer : answers) {
        answer.share = std::exp(answer.logProbability - highest);
        sum += answer.share;
    }
    for (auto& answer : answers) {
        answer.share /= sum;
    }
}

Expected<PromptTrial> answered(const api::TextModel& model, api::TextSession& session,
    PromptTrial trial, const std::stop_token& stop) {
    const auto prompt = encoded(model, trial.prompt).map([&](std::vector<TokenId> ids) {
        if (const auto begin = model.tokenizer().beginOfText()) {
            ids.insert(ids.begin(), *begin); // the prompt is a text of its own
        }
        return ids;
    });
    if (!prompt) {
        return Unexpected(prompt.error());
    }
    const auto continuation = continuationOf(session, *prompt, stop);
    if (!continuation) {
        return Unexpected(continuation.error());
    }
    trial.continuation = *continuation;
    if (!trial.answer.empty()) {
        const auto score = scoreOf(model, session, *prompt, trial.answer, stop);
        if (!score) {
            return Unexpected(score.error());
        }
        trial.answerProbability = std::exp(score->logProbability);
    }
    for (auto& candidate : trial.candidates) {
        auto score = scoreOf(model, session, *prompt, candidate.text, stop);
        if (!score) {
            return Unexpected(score.error());
        }
        candidate = *std::move(score);
    }
    share(trial.candidates);
    return trial;
}

} // namespace

PromptTrials::PromptTrials(Workspace& workspace, QObject* parent)
    : QObject(parent), m_workspace(workspace) {
    connect(&workspace, &Workspace::modelChanged, this, [this] {
        m_session = m_workspace.model()->newSession();
        clear();
    });
}

void PromptTrials::run(std::vector<PromptTrial> trials) {
    clear();
    if (m_session) {
        m_trials = std::move(trials);
        runNext();
    }
}

void PromptTrials::stop() {
    m_request.cancel();
    Q_EMIT changed();
}

void PromptTrials::clear() {
    m_request.cancel();
    m_trials.clear();
    m_done.clear();
    Q_EMIT changed();
}

void PromptTrials::runNext() {
    if (m_done.size() < m_trials.size()) {
        m_request.request(
            [model = m_workspace.model(), session = m_session, trial = m_trials[m_done.size()]](
                const std::stop_token& stop) { return answered(*model, *session, trial, stop); },
            [this](Expected<PromptTrial> result) {
                if (!result) {
                    Q_EMIT changed();
                    Q_EMIT failed(result.error());
                    return;
                }
                m_done.push_back(*std::move(result));
                runNext();
            });
    }
    Q_EMIT changed();
}

} // namespace vitrine::app
