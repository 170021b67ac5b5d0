#pragma once

#include <QObject>
#include <QString>

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/jobs/latest_request.h"
#include "app/workspace/chat_state.h"
#include "app/workspace/generator.h"
#include "app/workspace/workspace.h"
#include "engine/api/model_chat.h"

namespace vitrine::app {

/// A conversation with the model. While it is on, the conversation as the model reads it is the
/// text under glass, so that every lens looks at it.
class Chat : public QObject {
    Q_OBJECT
public:
    /// How the model is talked to.
    enum class Format {
        Unread, ///< there is no model, or its template is being read
        Own, ///< by the template that it brings
        Dialogue, ///< it brings none and is given a plain dialogue to continue
        Unknown, ///< by a template that is of no known family: not at all
        Unable, ///< it does not continue texts
    };

    Chat(Workspace& workspace, Generator& generator, QObject* parent);

    bool isOn() const { return m_state.on; }
    /// Brings back, when it ends, the text that it took the place of.
    void setOn(bool on);
    const Conversation& conversation() const { return m_state.conversation; }
    const ChatState& state() const { return m_state; }
    /// Puts back what a session held; called before the first model is there.
    void restore(ChatState state);

    Format format() const;
    /// The template that the model brings or is given.
    const api::ModelChat& modelChat() const { return m_first.chat; }
    /// What the model is called; empty without one.
    QString modelName() const;
    bool canAnswer() const { return format() == Format::Own || format() == Format::Dialogue; }
    bool isAnswering() const { return m_run.has_value(); }
    /// The answer that grows; −1 for none.
    int answering() const { return m_run ? m_run->answer : -1; }
    /// Whether an answer was cut and the model at hand can go on with it.
    bool canGoOn(int answer) const;

    /// Says something, and has the model answer.
    void say(const std::string& words);
    /// Answers once more, with another seed.
    void regenerate(int answer);
    /// Answers what has no answer yet, goes on with one that was cut, or regenerates the last.
    void answer();
    /// Goes on with an answer that was cut.
    void goOn(int answer);
    /// Puts a candidate in the place of the token at `position` of the text under glass, as a
    /// variant of the answer there, and goes on from it. Does nothing outside answers.
    void continueWith(int position, const TokenProbability& candidate);
    /// Other words in the place of a turn, as a branch; the model answers them anew.
    void edit(int turn, const std::string& words);
    void walkTo(int turn);
    void remove(int turn);
    void clear();
    /// Ends the answer that grows and leaves out those that wait.
    void stop();

    void setRaw(bool raw);
    void setComparison(ChatComparison comparison);
    /// Keeps the settings of now, to be compared with others.
    void holdSettings();

    /// Where a token of a turn stands in the text under glass; −1 for nowhere.
    int positionOf(int turn, int token) const;
    /// The tokens of a turn's words as the model reads them, with offsets into them; none where
    /// the text under glass is another.
    std::vector<ScoredToken> readTokens(int turn) const;
    /// The turn and its token at a position; turn −1 for none.
    std::pair<int, int> tokenAt(int position) const;

Q_SIGNALS:
    void formatChanged();
    void changed(); ///< other turns than before, or whether it is on
    void grew(int answer);
    void answeringChanged(bool answering);
    void settingsChanged(); ///< what is compared, or how it is shown
    void failed(const vitrine::Error& error);

private:
    /// Where a turn of the conversation begins in the text under glass, in tokens; −1 for nowhere.
    int startOf(int turn) const;
    /// The place of a turn among those that the prompt was made of; none for other turns.
    std::optional<std::size_t> placeOf(int turn) const;

    /// Who answers.
    struct Speaker {
        std::shared_ptr<const api::TextModel> model;
        api::ModelChat chat;
        bool read = false;
    };
    /// An answer to be given.
    struct Answer {
        int question = 0; ///< the turn it follows
        GenerationOptions options;
        bool second = false; ///< by the second model
        bool compared = false; ///< stands beside the one before
    };
    struct Run {
        int answer = -1;
        int tip = 0; ///< the node of the text under glass that the next token follows
        bool second = false;
    };

    static std::string nameOf(const Speaker& speaker);
    void readFormat(
        Speaker& speaker, LatestRequest& request, std::shared_ptr<const api::TextModel> model);
    void take(Speaker& speaker, Expected<api::ModelChat> chat);
    GenerationOptions optionsFor(int question) const;
    void ask(int question);
    void runNext();
    void begin(const Answer& answer);
    std::optional<std::vector<TokenId>> showPrompt(int question);
    std::optional<std::vector<TokenId>> secondPrompt(int question);
    void run(int answer, std::vector<TokenId> ids, bool second);
    void receive(const std::vector<GeneratedToken>& tokens);
    void finish(const Expected<GenerationResult>& result);
    void settle(const GenerationResult& result);
    void abandon();
    void fail(const Error& error);
    void showUnderGlass();
    bool show(const std::string& text);

    Workspace& m_workspace;
    Generator& m_generator;
    Generator m_secondGenerator; ///< of the model that is compared
    ChatState m_state;
    Speaker m_first;
    Speaker m_second;
    std::optional<api::ChatPrompt> m_prompt; ///< up to the answer that ends the conversation
    std::deque<Answer> m_waiting;
    std::optional<Run> m_run;
    int m_compared = -1; ///< the answer that the next one stands beside
    JobQueue m_queue;
    LatestRequest m_firstFormat{m_queue};
    LatestRequest m_secondFormat{m_queue};
};

} // namespace vitrine::app
