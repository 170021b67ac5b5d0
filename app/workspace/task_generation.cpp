#include "app/workspace/task_generation.h"

#include <utility>

#include "engine/api/model_chat.h"
#include "engine/api/text_inspector.h"

namespace vitrine::app {

namespace {

/// A prompt as the worker is to make it.
struct Wanted {
    LensTask task = LensTask::Continuation;
    std::string text;
    std::string instruction;
    std::vector<TokenId> ids; ///< of the text
};

/// A model that converses is asked; another one goes on from the text.
Expected<std::vector<TokenId>> promptIds(const api::TextModel& model, const Wanted& wanted) {
    if (wanted.task == LensTask::Continuation) {
        return wanted.ids;
    }
    const bool summary = wanted.task == LensTask::Summary;
    return api::readModelChat(model.info().path, model.tokenizer())
        .and_then([&](const api::ModelChat& chat) -> Expected<std::vector<TokenId>> {
            if (!chat.format && summary) {
                return model.tokenizer().encode(
                    wanted.text + "\n\n" + wanted.instruction, /*addSpecialTokens=*/true);
            }
            const auto said = summary ? wanted.instruction + "\n\n" + wanted.text : wanted.text;
            const std::vector<text::ChatTurn> turns{{text::ChatRole::User, said}};
            return chat.prompt(turns, model.tokenizer());
        });
}

std::vector<Token> tokensOf(const std::vector<TokenId>& ids, const text::Tokenizer& tokenizer) {
    std::vector<Token> tokens;
    for (const auto id : ids) {
        tokens.push_back(
            {id, tokenizer.tokenBytes(id), tokenizer.piece(id), 0, 0, tokenizer.isSpecial(id)});
    }
    return tokens;
}

} // namespace

TaskGeneration::TaskGeneration(Workspace& workspace, QObject* parent)
    : QObject(parent), m_workspace(workspace) {
    connect(&workspace, &Workspace::modelChanged, this, &TaskGeneration::clear);
    connect(&workspace, &Workspace::textChanged, this, &TaskGeneration::clear);
}

void TaskGeneration::clear() {
    m_run.cancel();
    m_explanation.cancel();
    m_relay.reset();
    if (!m_prompt.empty() || !m_tokens.empty()) {
        m_prompt.clear();
        m_tokens.clear();
        Q_EMIT changed();
    }
}

void TaskGeneration::run(LensTask task, const std::string& instruction) {
    const auto model = m_workspace.model();
    if (!model) {
        return;
    }
    clear();
    m_relay = std::make_unique<FrameRelay<Piece>>(
        [this](std::vector<Piece> pieces) { take(std::move(pieces)); });
    const Wanted wanted{
        task, m_workspace.text(), instruction, m_workspace.ids(m_workspace.tokenCount())};
    m_run.request(
        [model, wanted, options = m_workspace.activeOptions(), send = m_relay->sender()](
            const std::stop_token& stop) -> Expected<void> {
            const auto ids = promptIds(*model, wanted);
            if (!ids) {
                return Unexpected(ids.error());
            }
            send({tokensOf(*ids, model->tokenizer()), {}});
            auto wishes = options;
            if (wishes.strategy == DecodingStrategy::Beam) {
                wishes.strategy = DecodingStrategy::Greedy; // whose tokens come one by one
            }
            return model->newSession()
                ->generate(*ids, wishes, stop,
                    [&](const GeneratedToken& token) {
                        send({{}, {token}});
                    })
                .map([](const GenerationResult&) {});
        },
        [this](const Expected<void>& done) {
            if (m_relay) {
                m_relay->flush();
            }
            if (!done && done.error().code != ErrorCode::Interrupted) {
                Q_EMIT failed(done.error());
            }
            Q_EMIT changed();
        });
    Q_EMIT changed();
}

void TaskGeneration::take(std::vector<Piece> pieces) {
    for (auto& piece : pieces) {
        if (!piece.prompt.empty()) {
            m_prompt = std::move(piece.prompt);
        }
        m_tokens.insert(m_tokens.end(), piece.tokens.begin(), piece.tokens.end());
    }
    Q_EMIT changed();
}

void TaskGeneration::explain(int token) {
    std::vector<TokenId> ids;
    for (const auto& read : m_prompt) {
        ids.push_back(read.id);
    }
    for (int i = 0; i < token; ++i) {
        ids.push_back(m_tokens[static_cast<std::size_t>(i)].id);
    }
    if (ids.empty()) {
        return;
    }
    m_explanation.request(
        [model = m_workspace.model(), ids = std::move(ids),
            wanted = m_tokens[static_cast<std::size_t>(token)].id](const std::stop_token& stop) {
            const auto inspector = model->newInspector();
            return inspector->run(ids, {}, {}, stop).and_then([&] {
                return inspector->attribute(static_cast<int>(ids.size()) - 1, wanted, stop);
            });
        },
        [this](const Expected<InputAttribution>& attribution) {
            if (attribution) {
                Q_EMIT explained(*attribution);
            } else if (attribution.error().code != ErrorCode::Interrupted) {
                Q_EMIT failed(attribution.error());
            }
        });
}

} // namespace vitrine::app
