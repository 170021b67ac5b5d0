#include <memory>

#include <QApplication>
#include <QElapsedTimer>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include "tests/widgets/gallery/sample_data.h"
#include "widgets/common/figure_export.h"
#include "widgets/common/theme.h"
#include "widgets/tokens/token_chips.h"

using namespace vitrine;
using namespace vitrine::widgets;

class TestTokenChips : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme().applyTo(*qApp); }

    void init() {
        m_chips = std::make_unique<TokenChips>(nullptr);
        m_chips->setTokens(gallery::tokens({"The", " history", " of", " the", "\n", "world"}));
        m_chips->resize(600, 200);
        m_chips->show();
        QVERIFY(QTest::qWaitForWindowActive(m_chips.get()));
        m_chips->setFocus();
    }

    void keysSelect_data() {
        QTest::addColumn<QList<int>>("keys");
        QTest::addColumn<int>("token");
        QTest::newRow("right") << QList<int>{Qt::Key_Right, Qt::Key_Right} << 3;
        QTest::newRow("left") << QList<int>{Qt::Key_Left} << 0;
        QTest::newRow("end") << QList<int>{Qt::Key_End} << 5;
        QTest::newRow("past the end") << QList<int>{Qt::Key_End, Qt::Key_Right} << 5;
        QTest::newRow("home") << QList<int>{Qt::Key_End, Qt::Key_Home} << 0;
        QTest::newRow("down to the next line") << QList<int>{Qt::Key_Down} << 5;
        QTest::newRow("and up again") << QList<int>{Qt::Key_End, Qt::Key_Up} << 0;
    }
    void keysSelect() {
        QFETCH(QList<int>, keys);
        m_chips->setSelectedToken(1);
        QSignalSpy selected(m_chips.get(), &TokenChips::tokenSelected);
        for (const int key : keys)
            QTest::keyClick(m_chips.get(), static_cast<Qt::Key>(key));
        QTEST(m_chips->selectedToken(), "token");
        QTEST(selected.back().front().toInt(), "token");
    }

    void clickSelects() {
        m_chips->setSelectedToken(3);
        QSignalSpy selected(m_chips.get(), &TokenChips::tokenSelected);
        QTest::mouseClick(m_chips->viewport(), Qt::LeftButton, {}, QPoint(12, 12));
        QCOMPARE(selected.size(), 1);
        QCOMPARE(m_chips->selectedToken(), 0);
        QTest::mouseClick(m_chips->viewport(), Qt::LeftButton, {}, QPoint(590, 190));
        QCOMPARE(m_chips->selectedToken(), -1);
    }

    void tokensAreToggledWhereTheyCanBeHidden() {
        QSignalSpy toggled(m_chips.get(), &TokenChips::tokenToggled);
        m_chips->setSelectedToken(1);
        QTest::keyClick(m_chips.get(), Qt::Key_Space);
        click(3);
        QVERIFY(toggled.isEmpty());
        m_chips->setGuesses({});
        click(3);
        QTest::keyClick(m_chips.get(), Qt::Key_Left);
        QTest::keyClick(m_chips.get(), Qt::Key_Space);
        QTest::keyClick(m_chips.get(), Qt::Key_Return);
        QCOMPARE(toggled.size(), 3);
        QCOMPARE(toggled.at(0).front().toInt(), 3);
        QCOMPARE(toggled.at(1).front().toInt(), 2);
    }

    void aGuessHasRoom() {
        m_chips->setGuesses({{2, {}}});
        const int narrow = m_chips->tokenRect(2).width();
        m_chips->setGuesses({{2, {QStringLiteral("somewhere"), 0.5, true}}});
        QVERIFY(m_chips->tokenRect(2).width() > narrow);
        QVERIFY(m_chips->tokenRect(3).left() > m_chips->tokenRect(2).right());
    }

    void selectionScrollsIntoView() {
        fill(2000);
        m_chips->setSelectedToken(1999);
        QCOMPARE(m_chips->verticalScrollBar()->value(), m_chips->verticalScrollBar()->maximum());
        m_chips->setSelectedToken(0);
        QCOMPARE(m_chips->verticalScrollBar()->value(), 0);
    }

    void exportsEverything() {
        fill(500);
        const QImage image = FigureExport(*m_chips, Qt::white).image();
        QVERIFY(image.height() > 2 * 2 * m_chips->height());
        QVERIFY(image.pixelColor(image.width() / 20, image.height() - 60) != QColor(Qt::white));
    }

    void thousandsOfTokensStayFast() {
        QElapsedTimer timer;
        timer.start();
        fill(4096);
        const qint64 laid = timer.restart();
        m_chips->grab();
        const qint64 painted = timer.elapsed();
        qInfo("4096 chips: layout %lld ms, paint %lld ms", static_cast<long long>(laid),
            static_cast<long long>(painted));
        constexpr qint64 budget = 250; // far beyond what is measured
        QVERIFY(laid < budget);
        QVERIFY(painted < budget);
    }

private:
    void click(int token) {
        QTest::mouseClick(
            m_chips->viewport(), Qt::LeftButton, {}, m_chips->tokenRect(token).center());
    }

    void fill(int count) {
        m_chips->setTokens(
            gallery::tokens(std::vector<std::string>(static_cast<std::size_t>(count), " word")));
    }

    std::unique_ptr<TokenChips> m_chips;
};

QTEST_MAIN(TestTokenChips)
#include "tst_token_chips.moc"
