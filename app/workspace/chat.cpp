#include "app/workspace/chat.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/model_text.h"
#include "app/workspace/continuation.h"

namespace vitrine::app {

namespace {

bool speaksChinese(const ModelInfo& info) {
    return !info.languages.empty() && info.languages.front() == "zh";
}

/// The template a model brings, or a plain dialogue where it brings none.
api::ModelChat withDialogue(api::ModelChat chat, const ModelInfo& info) {
    if (chat.source.empty()) {
        chat.format = text::ChatTemplate::dialogue(speaksChinese(info));
    }
    return chat;
}

} // namespace

Chat::Chat(Workspace& workspace, Generator& generator, QObject* parent)
    : QObject(parent), m_workspace(workspace), m_generator(generator) {
    connect(&workspace, &Workspace::modelChanged, this, [this] {
        abandon();
        readFormat(m_first, m_firstFormat, m_workspace.model());
    });
    connect(&workspace, &Workspace::secondModelChanged, this, [this] {
        if (m_run && m_run->second) {
            abandon();
        }
        readFormat(m_second, m_secondFormat, m_workspace.secondModel());
        if (m_second.model) {
            m_secondGenerator.setModel(m_second.model);
        } else if (m_state.comparison == ChatComparison::Models) {
            setComparison(ChatComparison::None);
        }
    });
    connect(&generator, &Generator::runningChanged, this, [this](bool running) {
        // Someone else's run has replaced ours, or it was cancelled.
        if (!running && m_run && !m_run->second) {
            abandon();
        }
    });
}

std::string Chat::nameOf(const Speaker& speaker) {
    return modelTitle(speaker.model->info()).toStdString();
}

QString Chat::modelName() const {
    return m_first.model ? modelTitle(m_first.model->info()) : QString();
}

void Chat::restore(ChatState state) {
    m_state = std::move(state);
    Q_EMIT changed();
    Q_EMIT settingsChanged();
}

void Chat::setOn(bool on) {
    if (std::exchange(m_state.on, on) == on) {
        return;
    }
    if (on) {
        m_state.textBefore = m_workspace.text();
        showUnderGlass();
    } else {
        abandon();
        m_workspace.setText(m_state.textBefore);
    }
    Q_EMIT changed();
}

Chat::Format Chat::format() const {
    if (!m_first.model || !m_first.read) {
        return Format::Unread;
    }
    if (!m_first.model->info().abilities.continues) {
        return Format::Unable;
    }
    if (!m_first.chat.format) {
        return Format::Unknown;
    }
    return m_first.chat.source.empty() ? Format::Dialogue : Format::Own;
}

void Chat::readFormat(
    Speaker& speaker, LatestRequest& request, std::shared_ptr<const api::TextModel> model) {
    speaker = {std::move(model), {}, false};
    Q_EMIT formatChanged();
    if (!speaker.model) {
        request.cancel();
        return;
    }
    request.request(
        [model = speaker.model](const std::stop_token&) {
            return api::readModelChat(model->info().path, model->tokenizer());
        },
        [this, &speaker](Expected<api::ModelChat> chat) { take(speaker, std::move(chat)); });
}

void Chat::take(Speaker& speaker, Expected<api::ModelChat> chat) {
    if (!chat) {
        Q_EMIT failed(chat.error());
        return;
    }
    speaker.chat = withDialogue(*std::move(chat), speaker.model->info());
    speaker.read = true;
    if (m_state.on && &speaker == &m_first) {
        showUnderGlass();
    }
    Q_EMIT formatChanged();
}

GenerationOptions Chat::optionsFor(int question) const {
    auto options = m_workspace.options();
    int given = 0;
    for (const auto& turn : m_state.conversation.turns()) {
        given += turn.parent == question ? 1 : 0;
    }
    if (options.seed) {
        *options.seed += static_cast<std::uint64_t>(given);
    }
    return options;
}

void Chat::say(const std::string& words) {
    if (!canAnswer()) {
        return;
    }
    abandon();
    const int before = m_state.conversation.current();
    ask(m_state.conversation.append(
        {.parent = before, .role = text::ChatRole::User, .content = words},
        /*follow=*/true));
}

void Chat::ask(int question) {
    m_waiting = {{question, optionsFor(question)}};
    if (m_state.comparison == ChatComparison::Settings) {
        m_waiting.push_back({question, m_state.held, /*second=*/false, /*compared=*/true});
    } else if (m_state.comparison == ChatComparison::Models && m_second.read) {
        m_waiting.push_back({question, optionsFor(question), /*second=*/true, /*compared=*/true});
    }
    Q_EMIT changed();
    runNext();
}

void Chat::regenerate(int answer) {
    if (!canAnswer()) {
        return;
    }
    abandon();
    const int question = m_state.conversation.turn(answer).parent;
    auto options = optionsFor(question);
    if (options.strategy != DecodingStrategy::Sample) {
        options.strategy = DecodingStrategy::Sample; // anything else would say the same again
    }
    m_waiting = {{question, options}};
    runNext();
}

void Chat::runNext() {
    if (m_waiting.empty()) {
        showUnderGlass();
        Q_EMIT changed();
        return;
    }
    const auto answer = m_waiting.front();
    m_waiting.pop_front();
    begin(answer);
}

void Chat::begin(const Answer& answer) {
    if (answer.second && !m_second.read) { // it was taken away since
        runNext();
        return;
    }
    auto& conversation = m_state.conversation;
    auto ids = answer.second ? secondPrompt(answer.question) : showPrompt(answer.question);
    if (!ids) {
        return;
    }
    const auto& speaker = answer.second ? m_second : m_first;
    ConversationTurn turn{.parent = answer.question,
        .role = text::ChatRole::Assistant,
        .content = {},
        .model = nameOf(speaker),
        .options = answer.options};
    const int index = conversation.append(std::move(turn), /*follow=*/!answer.compared);
    if (answer.compared && m_compared >= 0) {
        conversation.setBeside(m_compared, index);
    }
    m_compared = answer.compared ? -1 : index;
    Q_EMIT changed();
    run(index, *std::move(ids), answer.second);
}

std::optional<std::vector<TokenId>> Chat::showPrompt(int question) {
    auto prompt = m_first.chat.compose(
        chatTurns(m_state.conversation, m_state.conversation.pathTo(question)),
        m_first.model->tokenizer());
    if (!prompt) {
        fail(prompt.error());
        return std::nullopt;
    }
    m_prompt = *std::move(prompt);
    if (!show(m_prompt->text)) {
        return std::nullopt;
    }
    return m_workspace.ids(m_workspace.tokenCount());
}

std::optional<std::vector<TokenId>> Chat::secondPrompt(int question) {
    auto ids = m_second.chat.prompt(
        chatTurns(m_state.conversation, m_state.conversation.pathTo(question)),
        m_second.model->tokenizer());
    if (!ids) {
        fail(ids.error());
        return std::nullopt;
    }
    return *std::move(ids);
}

void Chat::run(int answer, std::vector<TokenId> ids, bool second) {
    m_run.reset(); // so that a run that this one replaces is not taken for it
    Generator::Run generation;
    generation.ids = std::move(ids);
    generation.options = m_state.conversation.turn(answer).options;
    generation.options.candidates = m_workspace.options().candidates;
    for (const auto& stop : (second ? m_second : m_first).chat.format->stops()) {
        generation.options.stop.push_back(stop);
    }
    generation.onTokens = [this](const std::vector<GeneratedToken>& tokens) { receive(tokens); };
    generation.onFinished = [this](const Expected<GenerationResult>& result) { finish(result); };
    auto& generator = second ? m_secondGenerator : m_generator;
    generator.cancel();
    m_run = Run{answer, m_workspace.tree().current(), second};
    generator.start(std::move(generation));
    Q_EMIT answeringChanged(true);
}

void Chat::receive(const std::vector<GeneratedToken>& tokens) {
    const auto& tokenizer = (m_run->second ? m_second : m_first).model->tokenizer();
    std::vector<BranchNode> nodes;
    for (const auto& token : tokens) {
        m_state.conversation.addToken(m_run->answer, token, tokenizer.piece(token.id));
        nodes.push_back(branchNode(token));
    }
    if (!m_run->second) {
        m_run->tip = m_workspace.grow(m_run->tip, std::move(nodes), /*follow=*/true);
    }
    Q_EMIT grew(m_run->answer);
}

void Chat::finish(const Expected<GenerationResult>& result) {
    if (!result) {
        fail(result.error());
        return;
    }
    settle(*result);
    m_run.reset();
    if (result->stopped == StopReason::Interrupted) {
        m_waiting.clear();
    }
    runNext();
    Q_EMIT answeringChanged(isAnswering());
}

void Chat::settle(const GenerationResult& result) {
    auto& conversation = m_state.conversation;
    const int answer = m_run->answer;
    if (!result.beams.hypotheses.empty()) {
        // Beam search streams no tokens: what it settled on comes as a whole.
        for (const auto& node : branchNodes(result.beams, result.beams.hypotheses.front())) {
            GeneratedToken token;
            token.id = node.id;
            token.bytes = node.bytes;
            conversation.addToken(answer, token, node.piece);
        }
    }
    const auto& tokens = conversation.turn(answer).tokens;
    const auto& model = m_run->second ? m_second.model : m_first.model;
    if (result.stopped == StopReason::EndOfText && !tokens.empty()
        && model->tokenizer().isSpecial(tokens.back().token.id)) {
        conversation.dropLastToken(answer);
        if (!m_run->second && m_workspace.tree().current() == m_run->tip) {
            m_workspace.walkTo(m_workspace.tree().node(m_run->tip).parent);
        }
    } else if (result.stopped == StopReason::StopString) {
        conversation.cut(answer, result.text.size());
    }
    conversation.end(answer, result.stopped, result.seed);
}

bool Chat::canGoOn(int answer) const {
    const auto& conversation = m_state.conversation;
    const auto& turn = conversation.turn(answer);
    const bool cut = turn.stopped == StopReason::Length || turn.stopped == StopReason::Interrupted;
    return cut && canAnswer() && answer == conversation.current() && answer != answering()
        && turn.role == text::ChatRole::Assistant && turn.model == nameOf(m_first);
}

void Chat::answer() {
    const int last = conversation().current();
    switch (conversation().turn(last).role) {
    case text::ChatRole::System:
        break;
    case text::ChatRole::User:
        if (canAnswer()) {
            abandon();
            ask(last);
        }
        break;
    case text::ChatRole::Assistant:
        canGoOn(last) ? goOn(last) : regenerate(last);
        break;
    }
}

void Chat::goOn(int answer) {
    if (canGoOn(answer)) {
        abandon();
        showUnderGlass();
        run(answer, m_workspace.ids(m_workspace.tokenCount()), /*second=*/false);
    }
}

void Chat::continueWith(int position, const TokenProbability& candidate) {
    const auto [turn, token] = tokenAt(position);
    if (!canAnswer() || turn < 0 || conversation().turn(turn).role != text::ChatRole::Assistant) {
        return;
    }
    abandon();
    auto variant = conversation().turn(turn);
    const auto kept = static_cast<std::size_t>(token);
    auto distribution = kept < variant.candidates.size() ? variant.candidates[kept] : nullptr;
    variant.content.resize(variant.tokens[kept].token.start);
    variant.tokens.resize(kept);
    variant.candidates.resize(std::min(variant.candidates.size(), kept));
    variant.options = m_workspace.options();
    variant.model = nameOf(m_first);
    variant.beside = -1;
    const int answer = m_state.conversation.append(std::move(variant), /*follow=*/true);
    GeneratedToken chosen;
    chosen.id = candidate.id;
    chosen.bytes = m_first.model->tokenizer().tokenBytes(candidate.id);
    chosen.logProbability = std::log(static_cast<double>(candidate.probability));
    if (distribution) {
        chosen.distribution = *distribution;
        chosen.entropy = distribution->entropy;
        const auto& among = distribution->candidates;
        const auto found = std::ranges::find(among, candidate.id, &TokenProbability::id);
        chosen.rank = static_cast<int>(found - among.begin()) + 1;
    }
    m_state.conversation.addToken(answer, chosen, m_first.model->tokenizer().piece(candidate.id));
    m_workspace.branch(position, candidate);
    Q_EMIT changed();
    run(answer, m_workspace.ids(m_workspace.tokenCount()), /*second=*/false);
}

void Chat::edit(int index, const std::string& words) {
    const auto turn = conversation().turn(index);
    if (turn.content == words) {
        return;
    }
    abandon();
    const auto path = conversation().path();
    const int edited = m_state.conversation.append(
        {.parent = turn.parent, .role = turn.role, .content = words}, /*follow=*/true);
    if (turn.role == text::ChatRole::User && canAnswer()) {
        ask(edited);
        return;
    }
    // Other words of the system: what was asked first is asked anew under them.
    if (turn.role == text::ChatRole::System && path.size() > 1 && canAnswer()) {
        ask(m_state.conversation.append({.parent = edited,
                                            .role = text::ChatRole::User,
                                            .content = conversation().turn(path[1]).content},
            /*follow=*/true));
        return;
    }
    showUnderGlass();
    Q_EMIT changed();
}

void Chat::walkTo(int turn) {
    abandon();
    m_state.conversation.walkTo(turn);
    showUnderGlass();
    Q_EMIT changed();
}

void Chat::remove(int turn) {
    abandon();
    m_state.conversation.remove(turn);
    showUnderGlass();
    Q_EMIT changed();
}

void Chat::clear() {
    abandon();
    m_state.conversation = Conversation();
    m_prompt.reset();
    m_workspace.setText({});
    Q_EMIT changed();
}

void Chat::stop() {
    m_waiting.clear();
    if (m_run) {
        (m_run->second ? m_secondGenerator : m_generator).stop();
    }
}

/// Ends what is under way, and keeps what it made.
void Chat::abandon() {
    m_waiting.clear();
    m_compared = -1;
    if (!m_run) {
        return;
    }
    const auto run = *m_run;
    auto& generator = run.second ? m_secondGenerator : m_generator;
    const bool running = generator.isRunning();
    if (running) {
        generator.cancel(); // delivers the tokens that have arrived, then comes back here
    }
    if (m_run) {
        const auto& options = conversation().turn(run.answer).options;
        m_state.conversation.end(run.answer, StopReason::Interrupted, options.seed.value_or(0));
        m_run.reset();
        Q_EMIT changed();
        Q_EMIT answeringChanged(false);
    }
}

void Chat::fail(const Error& error) {
    abandon();
    Q_EMIT failed(error);
}

void Chat::showUnderGlass() {
    const auto path = conversation().path();
    if (!m_state.on || !canAnswer() || path.size() < 2) {
        return;
    }
    const auto& last = conversation().turn(path.back());
    const bool answered = last.role == text::ChatRole::Assistant;
    const auto shown = showPrompt(answered ? last.parent : path.back());
    if (shown && answered && !last.content.empty()) {
        show(m_prompt->text + last.content);
    }
}

bool Chat::show(const std::string& text) {
    m_workspace.setText(text);
    if (m_workspace.text() == text) {
        return true;
    }
    fail(Error{ErrorCode::PromptTooLong, {}, {}, "The conversation is longer than a text can be."});
    return false;
}

void Chat::setRaw(bool raw) {
    m_state.raw = raw;
    Q_EMIT settingsChanged();
}

void Chat::setComparison(ChatComparison comparison) {
    m_state.comparison = comparison;
    if (comparison == ChatComparison::Settings) {
        m_state.held = m_workspace.options();
    }
    Q_EMIT settingsChanged();
}

void Chat::holdSettings() {
    m_state.held = m_workspace.options();
    Q_EMIT settingsChanged();
}

std::optional<std::size_t> Chat::placeOf(int index) const {
    const auto path = conversation().path();
    const auto found = std::ranges::find(path, index);
    const bool systemSpeaks = !conversation().turn(path.front()).content.empty();
    const auto place = (found - path.begin()) - (systemSpeaks ? 0 : 1);
    if (!m_prompt || found == path.end() || place < 0
        || place >= static_cast<std::ptrdiff_t>(m_prompt->turns.size())) {
        return std::nullopt;
    }
    return static_cast<std::size_t>(place);
}

int Chat::startOf(int index) const {
    if (const auto place = placeOf(index)) {
        return m_prompt->turns[*place].start;
    }
    const bool last = m_prompt && index == conversation().current();
    return last ? static_cast<int>(m_prompt->tokens.size()) : -1; // the answer to the prompt
}

int Chat::positionOf(int index, int token) const {
    const auto& turn = conversation().turn(index);
    const auto tokens = turn.role == text::ChatRole::Assistant && !turn.tokens.empty()
        ? turn.tokens
        : readTokens(index);
    const int start = startOf(index);
    const int position = start + token;
    const bool same = start >= 0 && token >= 0 && token < static_cast<int>(tokens.size())
        && position < m_workspace.tokenCount()
        && m_workspace.tree().node(m_workspace.path()[static_cast<std::size_t>(position)]).id
            == tokens[static_cast<std::size_t>(token)].token.id;
    return same ? position : -1;
}

std::vector<ScoredToken> Chat::readTokens(int index) const {
    const auto place = placeOf(index);
    const auto range = place ? m_prompt->turns[*place] : api::ChatPrompt::Range();
    if (range.start >= range.end || !m_workspace.text().starts_with(m_prompt->text)
        || range.end > m_workspace.tokenCount()) {
        return {};
    }
    const auto& read = m_prompt->tokens;
    const auto from = read[static_cast<std::size_t>(range.start)].start;
    const auto to = read[static_cast<std::size_t>(range.end) - 1].end;
    // The last token may reach beyond the words, and blanks around them may be left out.
    const auto& content = conversation().turn(index).content;
    const auto offset = content.find(m_prompt->text.substr(from, to - from));
    if (offset == std::string::npos) {
        return {};
    }
    std::vector<ScoredToken> tokens;
    for (int i = range.start; i < range.end; ++i) {
        const auto& node = m_workspace.tree().node(m_workspace.path()[static_cast<std::size_t>(i)]);
        ScoredToken scored{read[static_cast<std::size_t>(i)], node.scored, node.logProbability,
            node.entropy, node.rank};
        scored.token.start += offset - from;
        scored.token.end += offset - from;
        tokens.push_back(std::move(scored));
    }
    return tokens;
}

std::pair<int, int> Chat::tokenAt(int position) const {
    for (const int index : conversation().path()) {
        const int start = positionOf(index, 0);
        const int token = position - start;
        if (start >= 0 && token >= 0 && positionOf(index, token) == position) {
            return {index, token};
        }
    }
    return {-1, -1};
}

} // namespace vitrine::app
