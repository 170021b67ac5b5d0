#include <QtTest>

#include <nlohmann/json.hpp>

#include "engine/text/chat_template.h"
#include "tests/engine/text/text_test_support.h"

using namespace vitrine;
using text::ChatRole;
using text::ChatTemplate;
namespace fs = std::filesystem;

namespace {

const fs::path Cases = fs::path(VITRINE_TEST_SOURCE_DIR) / "cases/chat_template";

ChatRole roleOf(const std::string& name) {
    return name == "system" ? ChatRole::System
        : name == "user"    ? ChatRole::User
                            : ChatRole::Assistant;
}

std::vector<text::ChatTurn> turnsOf(const nlohmann::json& turns) {
    std::vector<text::ChatTurn> result;
    for (const auto& turn : turns) {
        result.push_back({roleOf(turn.at("role")), turn.at("content")});
    }
    return result;
}

} // namespace

class TestChatTemplate : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writesWhatTransformersDoes_data();
    void writesWhatTransformersDoes();
    void readsTheDefaultSystem();
    void tellsTheDay();
    void endsAnswers();
    void tellsWhereEachTurnStands_data();
    void tellsWhereEachTurnStands();
    void writesADialogueForModelsWithoutATemplate();
    void knowsNoOthers_data();
    void knowsNoOthers();
    void namesTheTurnThatDoesNotFit();
};

void TestChatTemplate::writesWhatTransformersDoes_data() {
    QTest::addColumn<QString>("file");
    for (const auto& entry : fs::directory_iterator(Cases)) {
        if (entry.path().extension() == ".json") {
            QTest::newRow(entry.path().stem().c_str()) << QString::fromStdString(entry.path());
        }
    }
}

void TestChatTemplate::writesWhatTransformersDoes() {
    QFETCH(QString, file);
    const auto content = nlohmann::json::parse(readBytes(file.toStdString()));
    const auto chat = ChatTemplate::recognise(content.at("template").get<std::string>(),
        {.beginToken = content.at("begin"), .endToken = content.at("end"), .today = {}});
    QVERIFY(chat);
    QCOMPARE(std::string(chat->familyName()), content.at("family").get<std::string>());
    for (const auto& expected : content.at("cases")) {
        const auto text = chat->render(turnsOf(expected.at("turns")), expected.at("awaits_answer"));
        QCOMPARE(text.has_value(), !expected.at("text").is_null());
        if (text) {
            QCOMPARE(*text, expected["text"].get<std::string>());
        }
    }
}

void TestChatTemplate::readsTheDefaultSystem() {
    const auto chat = ChatTemplate::recognise(
        R"({{- '<|im_start|>system\n' + messages[0].content + '<|im_end|>\n' }}{{- '<|im_start|>system\nYou are kind.\nAlways.<|im_end|>\n' }})",
        {});
    QCOMPARE(chat->defaultSystem(), "You are kind.\nAlways.");
}

void TestChatTemplate::tellsTheDay() {
    const auto chat = ChatTemplate::recognise(
        "<|start_header_id|> <|eot_id|> Cutting Knowledge Date strftime_now(\"%d %b %Y\")",
        {.beginToken = "<s>", .endToken = {}, .today = "23 Nov 2026"});
    const auto text = chat->render({}, /*awaitsAnswer=*/false).value();
    QVERIFY(text.find("Today Date: 23 Nov 2026\n\n<|eot_id|>") != std::string::npos);
}

void TestChatTemplate::endsAnswers() {
    QCOMPARE(ChatTemplate::recognise("<|im_start|><|im_end|>", {})->stops(),
        std::vector<std::string>{"<|im_end|>"});
    QCOMPARE(ChatTemplate::recognise("<start_of_turn><end_of_turn>", {})->stops(),
        std::vector<std::string>{"<end_of_turn>"});
}

void TestChatTemplate::tellsWhereEachTurnStands_data() {
    QTest::addColumn<QString>("file");
    for (const auto& entry : fs::directory_iterator(Cases)) {
        if (entry.path().extension() == ".json") {
            QTest::newRow(entry.path().stem().c_str()) << QString::fromStdString(entry.path());
        }
    }
}

void TestChatTemplate::tellsWhereEachTurnStands() {
    QFETCH(QString, file);
    const auto content = nlohmann::json::parse(readBytes(file.toStdString()));
    const auto chat = ChatTemplate::recognise(content.at("template").get<std::string>(),
        {.beginToken = content.at("begin"), .endToken = content.at("end"), .today = {}});
    // Words that the templates write too, so that a search for them would go astray.
    std::vector<text::ChatTurn> turns{{ChatRole::System, "system"}, {ChatRole::User, "user"},
        {ChatRole::Assistant, "assistant"}, {ChatRole::User, "user"}};
    auto composed = chat->compose(turns, /*awaitsAnswer=*/true);
    if (!composed) { // no place for a system
        turns.erase(turns.begin());
        composed = chat->compose(turns, /*awaitsAnswer=*/true);
    }
    QVERIFY(composed);
    QCOMPARE(composed->text, chat->render(turns, /*awaitsAnswer=*/true).value());
    QCOMPARE(composed->turns.size(), turns.size());
    auto marked = composed->text; // with other words of the same length in their places
    for (std::size_t i = 0; i < turns.size(); ++i) {
        const auto [start, end] = composed->turns[i];
        QCOMPARE(composed->text.substr(start, end - start), turns[i].content);
        marked.replace(start, end - start, std::string(end - start, 'x'));
        turns[i].content = std::string(end - start, 'x');
    }
    QCOMPARE(marked, chat->render(turns, /*awaitsAnswer=*/true).value());
}

void TestChatTemplate::writesADialogueForModelsWithoutATemplate() {
    const std::vector<text::ChatTurn> turns{{ChatRole::System, "Be kind."},
        {ChatRole::User, "Hello"}, {ChatRole::Assistant, " Hi. "}, {ChatRole::User, "Who?"}};
    QCOMPARE(ChatTemplate::dialogue(/*chinese=*/false).render(turns, /*awaitsAnswer=*/true).value(),
        std::string("Be kind.\n\nUser: Hello\nAssistant: Hi.\nUser: Who?\nAssistant:"));
    QCOMPARE(ChatTemplate::dialogue(/*chinese=*/true).render(turns, /*awaitsAnswer=*/true).value(),
        std::string("Be kind.\n\n问：Hello\n答：Hi.\n问：Who?\n答："));
    QVERIFY(ChatTemplate::dialogue(false).stops() == std::vector<std::string>{"\nUser:"});
}

void TestChatTemplate::knowsNoOthers_data() {
    QTest::addColumn<QByteArray>("source");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("Phi") << QByteArray(
        "<|user|>\n{{ content }}<|end|><|assistant|>{{ eos_token }}");
    QTest::newRow("of its own") << QByteArray("{{ role }}: {{ content }}{{ eos_token }}");
}

void TestChatTemplate::knowsNoOthers() {
    QFETCH(QByteArray, source);
    QVERIFY(!ChatTemplate::recognise(source.toStdString(), {}));
}

void TestChatTemplate::namesTheTurnThatDoesNotFit() {
    const auto chat = ChatTemplate::recognise("<|im_start|><|im_end|>", {});
    const std::vector<text::ChatTurn> turns{{ChatRole::User, "a"}, {ChatRole::System, "b"}};
    const auto error = chat->render(turns, false).error();
    QCOMPARE(error.code, ErrorCode::OptionInvalid);
    QCOMPARE(error.subject, "chat");
    QCOMPARE(error.place, "2");
}

QTEST_GUILESS_MAIN(TestChatTemplate)
#include "tst_chat_template.moc"
