#include <QTest>

#include <algorithm>

#include "app/pages/sense_texts.h"

using namespace vitrine::app;

class TestSenseTexts : public QObject {
    Q_OBJECT

    static QStringList list(const char* words) {
        return QString::fromUtf8(words).split(QLatin1Char(' '));
    }

private Q_SLOTS:
    void emptyLinesPartTheSenses_data() {
        QTest::addColumn<QString>("lines");
        QTest::addColumn<QStringList>("texts");
        QTest::addColumn<QStringList>("names");
        QTest::newRow("nothing") << QString() << QStringList() << QStringList();
        QTest::newRow("one sense") << QStringLiteral("a\nb") << list("a b") << list("A1 A2");
        QTest::newRow("two senses")
            << QStringLiteral(" a \r\nb\n\n银行\n") << list("a b 银行") << list("A1 A2 B1");
        QTest::newRow("many empty lines")
            << QStringLiteral("\n\na\n\n \n\nb\n\n") << list("a b") << list("A1 B1");
    }
    void emptyLinesPartTheSenses() {
        QFETCH(QString, lines);
        QFETCH(QStringList, texts);
        const auto read = senseTextsOf(lines);
        QStringList found;
        for (const auto& text : read.texts) {
            found.append(QString::fromStdString(text));
        }
        QCOMPARE(found, texts);
        QTEST(senseNames(read.senses), "names");
    }

    void presetsHoldTheirWordInEveryText() {
        QVERIFY(!sensePresets().empty());
        for (const auto& preset : sensePresets()) {
            const auto read = senseTextsOf(QString::fromUtf8(preset.texts));
            QCOMPARE(read.senses, (std::vector<int>{0, 0, 0, 1, 1, 1}));
            QVERIFY(std::ranges::all_of(read.texts,
                [&](const std::string& text) { return text.find(preset.word) != text.npos; }));
        }
    }
};

QTEST_GUILESS_MAIN(TestSenseTexts)
#include "tst_sense_texts.moc"
