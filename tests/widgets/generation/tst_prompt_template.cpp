#include <QTest>

#include "widgets/generation/prompt_template.h"

using namespace vitrine::widgets;

class TestPromptTemplate : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void composesAsInThePaper() { // Brown et al. 2020, figure 2.1, with labels
        const PromptTemplate parts{QStringLiteral("Translate English to French:"),
            QStringLiteral("English:"), QStringLiteral("French:"),
            {{QStringLiteral("sea otter"), QStringLiteral("loutre de mer")}},
            QStringLiteral("cheese")};
        QCOMPARE(zeroShotPrompt(parts),
            QStringLiteral("Translate English to French:\n\nEnglish: cheese\nFrench:"));
        QCOMPARE(fewShotPrompt(parts),
            QStringLiteral(
                "Translate English to French:\n\nEnglish: sea otter\nFrench: loutre de mer\n\n"
                "English: cheese\nFrench:"));
    }

    void chineseHasNoSpaceAfterItsColon() {
        const PromptTemplate parts{{}, QStringLiteral("上句："), QStringLiteral("下句："), {},
            QStringLiteral("千山鸟飞绝")};
        QCOMPARE(zeroShotPrompt(parts), QStringLiteral("上句：千山鸟飞绝\n下句："));
    }

    void labelsMayBeLeftOut() {
        const PromptTemplate parts{{}, {}, QStringLiteral("=>"),
            {{QStringLiteral("a"), QStringLiteral("b")}}, QStringLiteral("c")};
        QCOMPARE(fewShotPrompt(parts), QStringLiteral("a\n=> b\n\nc\n=>"));
    }

    void eachExampleIsAShot() {
        const PromptTemplate parts{{}, {}, QStringLiteral("=>"),
            {{QStringLiteral("a"), QStringLiteral("b")},
                {QStringLiteral("c"), QStringLiteral("d")}},
            QStringLiteral("e")};
        QCOMPARE(promptWithShots(parts, 0), zeroShotPrompt(parts));
        QCOMPARE(promptWithShots(parts, 1), QStringLiteral("a\n=> b\n\ne\n=>"));
        QCOMPARE(promptWithShots(parts, 2), fewShotPrompt(parts));
    }

    void theAnswerFollowsAsInTheExamples_data() {
        QTest::addColumn<QString>("label");
        QTest::addColumn<QString>("expected");
        QTest::newRow("English") << QStringLiteral("word:") << QStringLiteral(" right");
        QTest::newRow("Chinese") << QStringLiteral("词：") << QStringLiteral("right");
        QTest::newRow("no label") << QString() << QStringLiteral("right");
    }
    void theAnswerFollowsAsInTheExamples() {
        QFETCH(QString, label);
        QFETCH(QString, expected);
        PromptTemplate parts;
        parts.outputLabel = label;
        QCOMPARE(answerAfterPrompt(parts, parts.answer), QString());
        parts.answer = QStringLiteral("right");
        QCOMPARE(answerAfterPrompt(parts, parts.answer), expected);
    }

    void presetsAreCompleteInBothLanguages() {
        int chinese = 0;
        for (const auto& preset : templatePresets()) {
            QVERIFY(!preset.name.isEmpty());
            QVERIFY(preset.parts.examples.size() >= 2);
            QVERIFY(!preset.parts.query.isEmpty());
            QVERIFY(!preset.parts.answer.isEmpty());
            QVERIFY(!zeroShotPrompt(preset.parts).endsWith(QLatin1Char(' ')));
            chinese += preset.name.front().script() == QChar::Script_Han ? 1 : 0;
        }
        QVERIFY(chinese >= 2);
        QVERIFY(static_cast<int>(templatePresets().size()) - chinese >= 2);
    }

    void theRightAnswerIsAmongTheCandidates_data() {
        QTest::addColumn<QStringList>("candidates");
        QTest::addColumn<QStringList>("expected");
        const auto list = [](const char* words) {
            return QString::fromLatin1(words).split(QLatin1Char(' '), Qt::SkipEmptyParts);
        };
        QTest::newRow("none are compared") << list("") << list("");
        QTest::newRow("it is one of them") << list("sad happy") << list("sad happy");
        QTest::newRow("it is added") << list("sad angry") << list("happy sad angry");
    }

    void theRightAnswerIsAmongTheCandidates() {
        QFETCH(QStringList, candidates);
        QFETCH(QStringList, expected);
        PromptTemplate parts;
        parts.answer = QStringLiteral("happy");
        parts.candidates = candidates;
        QCOMPARE(comparedAnswers(parts), expected);
    }
};

QTEST_APPLESS_MAIN(TestPromptTemplate)
#include "tst_prompt_template.moc"
