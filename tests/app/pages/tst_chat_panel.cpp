#include <QTest>

#include <QAbstractButton>
#include <QAction>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QToolButton>

#include <filesystem>
#include <memory>

#include "app/application.h"
#include "app/pages/chat_menu.h"
#include "app/pages/chat_panel.h"
#include "app/window/command_registry.h"
#include "app/window/main_window.h"
#include "widgets/chat/chat_bubble.h"
#include "widgets/chat/chat_view.h"
#include "widgets/chat/message_input.h"
#include "widgets/common/segmented_control.h"
#include "widgets/generation/probability_bars.h"
#include "widgets/tokens/token_strip.h"

using namespace vitrine;
using namespace vitrine::app;
using text::ChatRole;
using widgets::ChatView;

namespace {

constexpr int patience = 20000; // ms; a busy machine may take its time

// Of the Mistral family, since the context of the small model is short.
constexpr const char* ownTemplate
    = R"({"chat_template": "{# the system speaks before the last user #}{% for m in messages %}{% if m['role'] == 'user' %}[INST] {{ m['content'] }} [/INST]{% else %}{{ ' ' + m['content'] + eos_token }}{% endif %}{% endfor %}"})";
constexpr const char* unknownTemplate
    = R"({"chat_template": "{% for m in messages %}<speaker {{ m.role }}>{{ m.content }}{% endfor %}"})";

} // namespace

/// A conversation in the Generate lens: real clicks and keys, random weights.
class TestChatPanel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        makeModel("taught", ownTemplate);
        makeModel("foreign", unknownTemplate);
        makeModel("untaught", nullptr);
        start();
        open("taught");
        auto options = workspace().options();
        options.strategy = DecodingStrategy::Sample;
        options.maxNewTokens = 6;
        options.seed = 1;
        options.stopAtEndOfText = false;
        workspace().setOptions(options);
        workspace().setText("the cat");
        clickSegment("generateMode", 1);
        QVERIFY(panel().isVisible());
    }

    void cleanup() {
        m_application.reset();
        m_folder.reset();
    }

    void returnAsksAndTheModelAnswers() {
        say(QStringLiteral("Hi"));
        const auto& turns = chat().conversation().turns();
        QCOMPARE(turns.size(), std::size_t(3));
        QCOMPARE(turns[1].content, std::string("Hi"));
        const auto prompt = std::string("[INST] Hi [/INST]");
        const auto& model = *workspace().model();
        const auto ids = *model.tokenizer().encode(prompt, /*addSpecialTokens=*/false);
        const auto expected = *model.newSession()->generate(ids, workspace().options());
        QCOMPARE(turns[2].tokens.size(), expected.ids.size());
        for (std::size_t i = 0; i < expected.ids.size(); ++i) {
            QCOMPARE(turns[2].tokens[i].token.id, expected.ids[i]);
            QCOMPARE(turns[2].tokens[i].logProbability, expected.steps[i].logProbability);
        }
        QCOMPARE(workspace().text(), prompt + turns[2].content); // every lens looks at it
        QCOMPARE(view().count(), 3);
        QVERIFY(input().toPlainText().isEmpty());
    }

    void theSecondQuestionFollowsTheFirst() {
        say(QStringLiteral("Hi"));
        const auto first = chat().conversation().turn(2).content;
        say(QStringLiteral("So"));
        QCOMPARE(chat().conversation().path().size(), std::size_t(5));
        const auto read = chat().modelChat().format->render(
            chatTurns(chat().conversation(), chat().conversation().pathTo(3)), true);
        QVERIFY(read->find(first) != std::string::npos);
        QCOMPARE(workspace().text().substr(0, read->size()), *read);
    }

    void anotherSeedIsAVariant() {
        say(QStringLiteral("Hi"));
        press(2, "regenerate");
        settle();
        const auto& turns = chat().conversation().turns();
        QCOMPARE(turns.size(), std::size_t(4));
        QCOMPARE(turns[2].options.seed, std::optional<std::uint64_t>(1));
        QCOMPARE(turns[3].options.seed, std::optional<std::uint64_t>(2));
        QVERIFY(turns[2].content != turns[3].content);
        QCOMPARE(shownText(2), shown(turns[3].content));
        press(2, "previousVariant");
        QCOMPARE(shownText(2), shown(turns[2].content));
        QVERIFY(workspace().text().ends_with(turns[2].content));
        press(2, "nextVariant");
        QCOMPARE(shownText(2), shown(turns[3].content));
    }

    void anEditedQuestionIsAskedAnew() {
        say(QStringLiteral("Hi"));
        edit(1, QStringLiteral("No"));
        settle();
        const auto& conversation = chat().conversation();
        QCOMPARE(conversation.turns().size(), std::size_t(5));
        QCOMPARE(conversation.turn(conversation.path()[1]).content, std::string("No"));
        QVERIFY(workspace().text().starts_with("[INST] No [/INST]"));
        press(1, "previousVariant");
        QVERIFY(workspace().text().starts_with("[INST] Hi [/INST]"));
        QCOMPARE(shownText(2), shown(conversation.turn(2).content)); // what followed is there again
    }

    void anEditedAnswerIsKeptAsItIs() {
        say(QStringLiteral("Hi"));
        edit(2, QStringLiteral("mine"));
        QVERIFY(!chat().isAnswering());
        QCOMPARE(workspace().text(), std::string("[INST] Hi [/INST]mine"));
        QCOMPARE(chat().conversation().variants(3).size(), std::size_t(2));
    }

    void theSystemSpeaksFirst() {
        say(QStringLiteral("Hi"));
        edit(0, QStringLiteral("Be kind."));
        settle();
        QVERIFY2(workspace().text().starts_with("[INST] Be kind.\n\nHi [/INST]"),
            workspace().text().c_str());
    }

    void anAnswerThatWasCutGoesOn() {
        say(QStringLiteral("Hi"));
        const auto before = chat().conversation().turn(2).content;
        press(2, "goOn");
        settle();
        const auto& turn = chat().conversation().turn(2);
        QCOMPARE(turn.tokens.size(), std::size_t(12));
        QVERIFY(turn.content.starts_with(before));
        QCOMPARE(chat().conversation().turns().size(), std::size_t(3));
    }

    void turnsAreRemoved() {
        say(QStringLiteral("Hi"));
        press(1, "remove");
        QCOMPARE(view().count(), 1);
        QVERIFY(chat().conversation().isEmpty());
    }

    void aTokenOfAnAnswerShowsItsCandidates() {
        say(QStringLiteral("Hi"));
        const int position = chat().positionOf(2, 1);
        QVERIFY(position > 0);
        QCOMPARE(chat().tokenAt(position), std::make_pair(2, 1));
        auto& strip = *view().bubble(2)->findChild<widgets::TokenStrip*>();
        QSignalSpy predicted(&m_application->laboratory().predictor(), &Predictor::predicted);
        QTest::mouseMove(strip.viewport(), strip.tokenRect(1).center());
        QTRY_VERIFY_WITH_TIMEOUT(
            !predicted.isEmpty() && predicted.back().front().toInt() == position, patience);
        QTest::mouseClick(strip.viewport(), Qt::LeftButton, {}, strip.tokenRect(1).center());
        QCOMPARE(workspace().selected(), position);
    }

    void anotherCandidateIsContinued() {
        say(QStringLiteral("Hi"));
        const auto before = chat().conversation().turn(2);
        TokenProbability candidate;
        candidate.id = before.tokens[2].token.id == 40 ? 41 : 40;
        candidate.probability = 0.25F;
        chat().continueWith(chat().positionOf(2, 2), candidate);
        settle();
        const auto& variant = chat().conversation().turn(3);
        QCOMPARE(variant.tokens[1].token.id, before.tokens[1].token.id);
        QCOMPARE(variant.tokens[2].token.id, candidate.id);
        QCOMPARE(variant.tokens.size(), std::size_t(9)); // three, and six new ones
        QCOMPARE(chat().conversation().turn(2).content, before.content);
    }

    void whatWasSaidIsShadedToo() {
        say(QStringLiteral("Hi"));
        const auto& said
            = [this]() -> const widgets::ChatMessage& { return view().bubble(1)->message(); };
        QTRY_VERIFY_WITH_TIMEOUT(!said().tokens.empty() && said().tokens.front().scored, patience);
        std::string joined;
        for (const auto& token : said().tokens) {
            joined += said().text.toStdString().substr(
                token.token.start, token.token.end - token.token.start);
        }
        QCOMPARE(joined, std::string("Hi"));
        QCOMPARE(chat().tokenAt(chat().positionOf(1, 0)), std::make_pair(1, 0));
    }

    void rawTokensShowWhatTheModelReads() {
        say(QStringLiteral("Hi"));
        clickSegment("chatView", 1);
        auto* raw = panel().findChild<widgets::TokenStrip*>(QStringLiteral("rawConversation"));
        QVERIFY(raw->isVisible());
        QCOMPARE(raw->toPlainText(), shown(workspace().text()));
        QVERIFY(raw->toPlainText().startsWith(QStringLiteral("[INST] Hi")));
        QVERIFY(chat().state().raw);
    }

    void twoSettingsAnswerSideBySide() {
        compare(1);
        auto options = workspace().options();
        options.seed = 9;
        workspace().setOptions(options);
        say(QStringLiteral("Hi"));
        const auto& conversation = chat().conversation();
        QCOMPARE(conversation.turns().size(), std::size_t(4));
        QCOMPARE(conversation.turn(2).options.seed, std::optional<std::uint64_t>(9));
        QCOMPARE(conversation.turn(3).options.seed, std::optional<std::uint64_t>(1));
        QCOMPARE(view().count(), 4);
        QTRY_COMPARE(view().bubble(2)->y(), view().bubble(3)->y());
        QVERIFY(view().bubble(3)->x() > view().bubble(2)->x());
        QCOMPARE(conversation.current(), 2);
        view().adopted(3);
        QCOMPARE(conversation.current(), 3);
    }

    void twoModelsAnswerSideBySide() {
        QVERIFY(!comparisonAction(2)->isEnabled());
        const auto second = *api::TextModel::load(modelPath("untaught"), {});
        workspace().setSecondModel(second, modelPath("untaught"));
        QTRY_VERIFY(comparisonAction(2)->isEnabled());
        QTest::qWait(200); // its template is read in the background
        compare(2);
        say(QStringLiteral("Hi"));
        const auto& conversation = chat().conversation();
        QCOMPARE(conversation.turns().size(), std::size_t(4));
        const auto& other = conversation.turn(3);
        const auto ids = *second->tokenizer().encode("User: Hi\nAssistant:", false);
        auto asked = workspace().options();
        asked.stop = {"\nUser:"};
        const auto expected = *second->newSession()->generate(ids, asked);
        QCOMPARE(other.tokens.front().token.id, expected.ids.front());
        QCOMPARE(view().count(), 4);
        workspace().setSecondModel(nullptr, {});
        QCOMPARE(chat().state().comparison, ChatComparison::None);
    }

    void stopKeepsWhatWasSaid() {
        auto options = workspace().options();
        options.maxNewTokens = 100;
        workspace().setOptions(options);
        QSignalSpy grew(&chat(), &Chat::grew);
        QTest::keyClicks(&input(), QStringLiteral("Hi"));
        QTest::keyClick(&input(), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(!grew.isEmpty(), patience);
        window().commands().action(QStringLiteral("stop"))->trigger();
        settle();
        QVERIFY(!chat().conversation().turn(2).tokens.empty());
        QVERIFY(chat().conversation().turn(2).tokens.size() <= 100);
    }

    void aModelWithoutATemplateIsGivenADialogue() {
        open("untaught");
        QTRY_COMPARE(chat().format(), Chat::Format::Dialogue);
        auto* notice = panel().findChild<QLabel*>(QStringLiteral("chatNotice"));
        QVERIFY(notice->isVisible());
        QVERIFY2(notice->text().contains(QStringLiteral("User: …↵Assistant:")),
            qPrintable(notice->text()));
        say(QStringLiteral("Hi"));
        QVERIFY(workspace().text().starts_with("User: Hi\nAssistant:"));
    }

    void anUnknownTemplateIsShownAndNotUsed() {
        open("foreign");
        QTRY_COMPARE(chat().format(), Chat::Format::Unknown);
        auto* shown = panel().findChild<QPlainTextEdit*>(QStringLiteral("chatTemplate"));
        QVERIFY(shown->isVisible());
        QVERIFY(shown->toPlainText().contains(QStringLiteral("<speaker")));
        QVERIFY(!input().isEnabled());
        QVERIFY(!send().isEnabled());
    }

    void theContextIsTold() {
        say(QStringLiteral("Hi"));
        const auto text = panel().findChild<QLabel*>(QStringLiteral("chatContext"))->text();
        QVERIFY2(text.contains(QString::number(workspace().tokenCount())), qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("128")), qPrintable(text));
    }

    void theTextComesBackAfterwards() {
        say(QStringLiteral("Hi"));
        clickSegment("generateMode", 0);
        QCOMPARE(workspace().text(), std::string("the cat"));
        QVERIFY(!panel().isVisible());
        clickSegment("generateMode", 1);
        QVERIFY(workspace().text().starts_with("[INST] Hi"));
    }

    void aRestartKeepsTheConversation() {
        say(QStringLiteral("Hi"));
        press(2, "regenerate");
        settle();
        const auto before = chat().conversation().turns();
        const auto text = workspace().text();
        m_application.reset(); // saves
        start();
        QTRY_VERIFY_WITH_TIMEOUT(chat().canAnswer(), patience);
        QVERIFY(panel().isVisible());
        QTRY_COMPARE(workspace().text(), text);
        const auto& after = chat().conversation().turns();
        QCOMPARE(after.size(), before.size());
        QCOMPARE(after[3].content, before[3].content);
        QCOMPARE(after[3].tokens.size(), before[3].tokens.size());
        QCOMPARE(after[3].tokens[1].logProbability, before[3].tokens[1].logProbability);
        QCOMPARE(view().bubble(2)->message().variants, 2);
        clickSegment("generateMode", 0);
        QCOMPARE(workspace().text(), std::string("the cat"));
    }

    void theConversationIsSaved_data() {
        QTest::addColumn<int>("action");
        QTest::addColumn<QString>("suffix");
        QTest::newRow("JSON") << 1 << QStringLiteral("json");
        QTest::newRow("Markdown") << 2 << QStringLiteral("md");
        QTest::newRow("text") << 3 << QStringLiteral("txt");
    }

    void theConversationIsSaved() {
        QFETCH(int, action);
        QFETCH(QString, suffix);
        say(QStringLiteral("Hi"));
        const auto path = m_folder->filePath(QStringLiteral("saved.") + suffix);
        panel().menu().setPathChooser([path](const QString&, const QString&) { return path; });
        auto actions = panel().menu().actions();
        actions.removeIf([](const QAction* each) { return each->isSeparator(); });
        actions[action + 2]->trigger();
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto content = file.readAll();
        const auto answer = QString::fromStdString(chat().conversation().turn(2).content);
        if (suffix != QLatin1String("json")) {
            QVERIFY(QString::fromUtf8(content).contains(answer));
            QVERIFY(content.contains("user"));
            return;
        }
        const auto json = QJsonDocument::fromJson(content).object();
        const auto messages = json[QStringLiteral("messages")].toArray();
        QCOMPARE(messages.size(), 2);
        QCOMPARE(messages[1][QStringLiteral("role")].toString(), QStringLiteral("assistant"));
        QCOMPARE(messages[1][QStringLiteral("content")].toString(), answer);
        const auto tokens = json[QStringLiteral("turns")][2][QStringLiteral("tokens")].toArray();
        QCOMPARE(tokens.size(), 6);
        QCOMPARE(tokens[0][QStringLiteral("logProbability")].toDouble(),
            chat().conversation().turn(2).tokens[0].logProbability);
    }

    void nothingIsClippedAtTheSmallestScreen() {
        say(QStringLiteral("Hi"));
        window().resize(1280, 720);
        QCoreApplication::processEvents();
        QVERIFY(window().minimumSizeHint().width() <= 1280);
        QVERIFY(window().minimumSizeHint().height() <= 720);
    }

private:
    std::filesystem::path modelPath(const char* name) const {
        return std::filesystem::path(m_folder->path().toStdString()) / name;
    }

    void makeModel(const char* name, const char* tokenizerConfig) {
        const auto path = modelPath(name);
        std::filesystem::copy(VITRINE_TEST_SOURCE_DIR "/../models/tiny-en", path);
        if (tokenizerConfig) {
            QFile file(QString::fromStdString((path / "tokenizer_config.json").string()));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(tokenizerConfig);
        }
    }

    void start() {
        const ApplicationPaths paths{m_folder->filePath(QStringLiteral("settings.ini")),
            m_folder->filePath(QStringLiteral("session.json")),
            VITRINE_TEST_SOURCE_DIR "/../models"};
        Settings(paths.settings).setLanguage(QStringLiteral("en"));
        m_application = std::make_unique<Application>(*qApp, paths);
        m_application->start();
        window().showPage(QStringLiteral("generate"));
        QVERIFY(QTest::qWaitForWindowActive(&window()));
    }

    void open(const char* name) {
        QTRY_VERIFY_WITH_TIMEOUT(!m_application->laboratory().models().isLoading(), patience);
        Q_EMIT window().folderOffered(modelPath(name));
        QTRY_VERIFY_WITH_TIMEOUT(
            workspace().model() && workspace().model()->info().path == modelPath(name), patience);
        QTRY_VERIFY_WITH_TIMEOUT(chat().format() != Chat::Format::Unread, patience);
    }

    void settle() { QTRY_VERIFY_WITH_TIMEOUT(!chat().isAnswering(), patience); }

    void say(const QString& words) {
        QTest::keyClicks(&input(), words);
        QTest::keyClick(&input(), Qt::Key_Return);
        QVERIFY(chat().isAnswering());
        settle();
    }

    void press(int bubble, const char* name) {
        auto* button
            = view().bubble(bubble)->findChild<QAbstractButton*>(QString::fromLatin1(name));
        QVERIFY2(button->isVisible(), name);
        QTest::mouseClick(button, Qt::LeftButton);
    }

    void edit(int bubble, const QString& words) {
        press(bubble, "edit");
        auto* field = view().bubble(bubble)->findChild<widgets::MessageInput*>();
        field->selectAll();
        QTest::keyClicks(field, words);
        QTest::keyClick(field, Qt::Key_Return);
    }

    /// As it is shown: random bytes need not be characters.
    static QString shown(const std::string& bytes) { return QString::fromStdString(bytes); }
    QString shownText(int bubble) { return view().bubble(bubble)->message().text; }

    void clickSegment(const char* control, int segment) {
        auto* choice = window().findChild<widgets::SegmentedControl*>(QString::fromLatin1(control));
        QTest::mouseClick(choice->findChildren<QAbstractButton*>()[segment], Qt::LeftButton);
    }

    QAction* comparisonAction(int index) {
        auto* menu = window().findChild<QToolButton*>(QStringLiteral("chatComparison"))->menu();
        Q_EMIT menu->aboutToShow();
        return menu->actions()[index];
    }

    void compare(int index) { comparisonAction(index)->trigger(); }

    MainWindow& window() { return m_application->window(); }
    Workspace& workspace() { return m_application->laboratory().workspace(); }
    Chat& chat() { return m_application->laboratory().chat(); }
    ChatPanel& panel() { return *window().findChild<ChatPanel*>(); }
    ChatView& view() { return *panel().findChild<ChatView*>(); }
    widgets::MessageInput& input() {
        return *panel().findChild<widgets::MessageInput*>(QStringLiteral("chatInput"));
    }
    QPushButton& send() { return *panel().findChild<QPushButton*>(QStringLiteral("chatSend")); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Application> m_application;
};

QTEST_MAIN(TestChatPanel)
#include "tst_chat_panel.moc"
