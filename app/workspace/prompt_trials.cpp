#include "app/workspace/prompt_trials.h"

#include <cmath>
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

/// By the chain rule over the answer's tokens.
Expected<double> probabilityOf(api::TextSession& session, std::vector<TokenId> prompt,
    const std::vector<TokenId>& answer, const std::stop_token& stop) {
    const auto start = prompt.size();
    prompt.insert(prompt.end(), answer.begin(), answer.end());
    return session.score(prompt, stop).map([start](const std::vector<ScoredToken>& tokens) {
        double sum = 0;
        for (std::size_t i = start; i < tokens.size(); ++i) {
            sum += tokens[i].logProbability;
        }
        return std::exp(sum);
    });
}

Expected<PromptTrial> answered(const api::TextModel& model, api::TextSession& session,
    PromptTrial trial, const std::stop_token& stop) {
    const auto prompt = encoded(model, trial.prompt).map([&](std::vector<TokenId> ids) {
        if (const auto begin = model.tokenizer().beginOfText()) {
            ids.insert(ids.begin(), *begin); // the prompt is a text of its own
        }
        return ids;
    });
    const auto answer = encoded(model, trial.answer);
    for (const auto* ids : {&prompt, &answer}) {
        if (!*ids) {
            return Unexpected(ids->error());
        }
    }
    const auto continuation = continuationOf(session, *prompt, stop);
    if (!continuation) {
        return Unexpected(continuation.error());
    }
    trial.continuation = *continuation;
    if (answer->empty()) {
        return trial;
    }
    return probabilityOf(session, *prompt, *answer, stop).map([&](double probability) {
        trial.answerProbability = probability;
        return trial;
    });
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
