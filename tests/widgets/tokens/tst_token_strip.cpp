#include <memory>

#include <QApplication>
#include <QClipboard>
#include <QElapsedTimer>
#include <QInputMethodEvent>
#include <QSignalSpy>
#include <QTest>

#include "tests/widgets/gallery/sample_data.h"
#include "widgets/common/figure_export.h"
#include "widgets/common/theme.h"
#include "widgets/tokens/token_strip.h"

using namespace vitrine;
using namespace vitrine::widgets;

Q_DECLARE_METATYPE(std::vector<std::string>)

class TestTokenStrip : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme().applyTo(*qApp); }

    void init() {
        m_strip = std::make_unique<TokenStrip>(nullptr);
        m_strip->resize(900, 120);
        m_strip->show();
        QVERIFY(QTest::qWaitForWindowActive(m_strip.get()));
        m_strip->setFocus();
    }

    void typingReportsTheText() {
        QSignalSpy edited(m_strip.get(), &TokenStrip::textEdited);
        QTest::keyClicks(m_strip.get(), QStringLiteral("Hi "));
        QTest::keyClick(m_strip.get(), Qt::Key_Return);
        QTest::keyClicks(m_strip.get(), QStringLiteral("you"));
        QCOMPARE(m_strip->text(), QStringLiteral("Hi \nyou"));
        QCOMPARE(edited.size(), 7);
        QCOMPARE(edited.back().front().toString(), QStringLiteral("Hi \nyou"));
    }

    void settingTheTextDoesNotReport() {
        QSignalSpy edited(m_strip.get(), &TokenStrip::textEdited);
        m_strip->setText(QStringLiteral("one\r\ntwo"));
        QCOMPARE(m_strip->text(), QStringLiteral("one\ntwo"));
        QCOMPARE(edited.size(), 0);
        QTest::keyClicks(m_strip.get(), QStringLiteral("!")); // the caret stayed at the end
        QCOMPARE(m_strip->text(), QStringLiteral("one\ntwo!"));
        QCOMPARE(edited.size(), 1);
    }

    void inputMethodsCompose() {
        m_strip->setText(QStringLiteral("床前"));
        QSignalSpy edited(m_strip.get(), &TokenStrip::textEdited);
        QInputMethodEvent composing(QStringLiteral("ming'yue"), {});
        QApplication::sendEvent(m_strip.get(), &composing);
        QCOMPARE(m_strip->text(), QStringLiteral("床前"));
        QCOMPARE(edited.size(), 0);
        m_strip->setTokens(gallery::scoredTokens({"床", "前"})); // an answer that comes meanwhile
        QInputMethodEvent chosen;
        chosen.setCommitString(QStringLiteral("明月"));
        QApplication::sendEvent(m_strip.get(), &chosen);
        QCOMPARE(m_strip->text(), QStringLiteral("床前明月"));
        QCOMPARE(edited.size(), 1);
        QVERIFY(!m_strip->tokenRect(0).isEmpty());
    }

    void undoAndRedoReport() {
        m_strip->setText(QStringLiteral("base"));
        m_strip->clearHistory();
        QTest::keyClicks(m_strip.get(), QStringLiteral("x"));
        m_strip->setTokens(gallery::scoredTokens({"base", "x"})); // shading is no step
        QSignalSpy edited(m_strip.get(), &TokenStrip::textEdited);
        QTest::keySequence(m_strip.get(), QKeySequence::Undo);
        QCOMPARE(m_strip->text(), QStringLiteral("base"));
        QTest::keySequence(m_strip.get(), QKeySequence::Undo);
        QCOMPARE(m_strip->text(), QStringLiteral("base"));
        QTest::keySequence(m_strip.get(), QKeySequence::Redo);
        QCOMPARE(m_strip->text(), QStringLiteral("basex"));
        QCOMPARE(edited.size(), 2);
    }

    void zoomIsNoStepOfTheHistory() {
        m_strip->setText(QStringLiteral("base"));
        m_strip->clearHistory();
        QTest::keyClicks(m_strip.get(), QStringLiteral("x"));
        Theme(ColorScheme::Dark, 150).applyTo(*qApp);
        Theme().applyTo(*qApp);
        QTest::keySequence(m_strip.get(), QKeySequence::Undo);
        QCOMPARE(m_strip->text(), QStringLiteral("base"));
    }

    void copiesAndPastesPlainText() {
        m_strip->setText(QStringLiteral("copy me"));
        QTest::keySequence(m_strip.get(), QKeySequence::SelectAll);
        QTest::keySequence(m_strip.get(), QKeySequence::Copy);
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("copy me"));
        QTest::keyClick(m_strip.get(), Qt::Key_End);
        QTest::keySequence(m_strip.get(), QKeySequence::Paste);
        QCOMPARE(m_strip->text(), QStringLiteral("copy mecopy me"));
    }

    void clickSelectsAToken() {
        showSentence();
        QSignalSpy selected(m_strip.get(), &TokenStrip::tokenSelected);
        for (const int token : {11, 0, 15}) {
            QTest::mouseClick(
                m_strip->viewport(), Qt::LeftButton, {}, m_strip->tokenRect(token).center());
            QCOMPARE(m_strip->selectedToken(), token);
            QCOMPARE(selected.takeFirst().front().toInt(), token);
        }
        QTest::mouseClick(m_strip->viewport(), Qt::LeftButton, {}, QPoint(880, 20));
        QCOMPARE(m_strip->selectedToken(), -1);
    }

    void arrowsSelectTheTokenAtTheCaret() {
        showSentence();
        QTest::keyClick(m_strip.get(), Qt::Key_End);
        QSignalSpy selected(m_strip.get(), &TokenStrip::tokenSelected);
        QTest::keyClick(m_strip.get(), Qt::Key_Left);
        QCOMPARE(m_strip->selectedToken(), 15);
        QTest::keyClick(m_strip.get(), Qt::Key_Left);
        QCOMPARE(m_strip->selectedToken(), 14);
        QTest::keyClick(m_strip.get(), Qt::Key_Home);
        QCOMPARE(m_strip->selectedToken(), 0);
        QTest::keyClick(m_strip.get(), Qt::Key_End);
        QCOMPARE(m_strip->selectedToken(), -1);
        QCOMPARE(selected.size(), 4);
    }

    void altArrowsReachSingleBytes() {
        const auto tokens = gallery::scoredTokens({"床", "\xE9", "\x9C\x9C", "。"});
        m_strip->setText(QString::fromStdString(gallery::textOf(tokens)));
        m_strip->setTokens(tokens);
        for (const int token : {3, 2, 1, 0, 0}) {
            QTest::keyClick(m_strip.get(), Qt::Key_Left, Qt::AltModifier);
            QCOMPARE(m_strip->selectedToken(), token);
        }
        QCOMPARE(m_strip->tokenRect(1), m_strip->tokenRect(2)); // one character
        QTest::keyClick(m_strip.get(), Qt::Key_Right, Qt::AltModifier);
        QCOMPARE(m_strip->selectedToken(), 1);
        QTest::keyClick(m_strip.get(), Qt::Key_Escape);
        QCOMPARE(m_strip->selectedToken(), -1);
    }

    void hoverReports() {
        showSentence();
        QSignalSpy hovered(m_strip.get(), &TokenStrip::tokenHovered);
        QTest::mouseMove(m_strip->viewport(), m_strip->tokenRect(4).center());
        QTRY_COMPARE(hovered.size(), 1);
        QCOMPARE(hovered.front().front().toInt(), 4);
        QEvent leave(QEvent::Leave);
        QApplication::sendEvent(m_strip->viewport(), &leave);
        QCOMPARE(hovered.back().front().toInt(), -1);
    }

    void typingMovesTheShadesAlong() {
        showSentence();
        const QRect before = m_strip->tokenRect(5);
        QTest::keyClick(m_strip.get(), Qt::Key_Home);
        QTest::keyClicks(m_strip.get(), QStringLiteral("Oh"));
        QVERIFY(m_strip->tokenRect(5).left() > before.left());
        QCOMPARE(m_strip->tokenRect(5).size(), before.size());
        QTest::keyClick(m_strip.get(), Qt::Key_Delete); // the T of The
        QVERIFY(m_strip->tokenRect(0).isEmpty());
        QVERIFY(!m_strip->tokenRect(1).isEmpty());
    }

    void surprisingTokensAreDarker() {
        auto tokens = gallery::scoredTokens({"one", " two"});
        tokens[0].scored = true;
        tokens[0].logProbability = 0;
        tokens[1].logProbability = -8;
        m_strip->setText(QString::fromStdString(gallery::textOf(tokens)));
        m_strip->setTokens(tokens);
        const QImage image = m_strip->viewport()->grab().toImage();
        const auto corner = [&](int token) {
            return image.pixelColor(m_strip->tokenRect(token).topLeft() + QPoint(6, 3));
        };
        QVERIFY(corner(1).saturation() > corner(0).saturation() + 50);
    }

    void textAndTokensTogetherLookLikeOneAfterTheOther_data() {
        QTest::addColumn<std::vector<std::string>>("before");
        QTest::addColumn<std::vector<std::string>>("after");
        using Pieces = std::vector<std::string>;
        QTest::newRow("grown") << Pieces{"The", " cat"} << Pieces{"The", " cat", " sat", "."};
        QTest::newRow("another ending") << Pieces{"The", " cat"} << Pieces{"The", " dog", "s"};
        QTest::newRow("cut elsewhere")
            << Pieces{"The", " cat"} << Pieces{"Th", "e", " ca", "t", "s"};
        QTest::newRow("an earlier line cut elsewhere")
            << Pieces{"one", " two\n", "three"} << Pieces{"on", "e", " two\n", "three", "!"};
        QTest::newRow("edited before the last line")
            << Pieces{"one", "\n", "two"} << Pieces{"one", " more", "\n", "t", "wo"};
        QTest::newRow("only cut elsewhere") << Pieces{"a", "b\n", "c"} << Pieces{"ab\n", "c"};
        QTest::newRow("one line cut elsewhere") << Pieces{"ab c"} << Pieces{"a", "b", " c"};
        QTest::newRow("emptied") << Pieces{"a", "b"} << Pieces{};
    }
    void textAndTokensTogetherLookLikeOneAfterTheOther() {
        QFETCH(std::vector<std::string>, before);
        QFETCH(std::vector<std::string>, after);
        const auto tokens = gallery::scoredTokens(after);
        const auto text = QString::fromStdString(gallery::textOf(tokens));
        m_strip->setText(text);
        m_strip->setTokens(tokens);
        std::vector<QRect> expected;
        for (int i = 0; i < static_cast<int>(tokens.size()); ++i)
            expected.push_back(m_strip->tokenRect(i));

        const auto older = gallery::scoredTokens(before);
        m_strip->setText(QString::fromStdString(gallery::textOf(older)), older);
        m_strip->setText(text, tokens);
        QCOMPARE(m_strip->text(), text);
        for (int i = 0; i < static_cast<int>(tokens.size()); ++i)
            QCOMPARE(m_strip->tokenRect(i), expected[static_cast<std::size_t>(i)]);
    }

    void aSpaceAtALinesEndIsNotShaded() {
        const auto tokens = gallery::scoredTokens(std::vector<std::string>(60, " word"));
        m_strip->setText(QString::fromStdString(gallery::textOf(tokens)), tokens);
        const QRect first = m_strip->tokenRect(0);
        QVERIFY(m_strip->tokenRect(59).top() > first.top());
        for (int i = 0; i < 60; ++i) // a space alone is much narrower
            QVERIFY(m_strip->tokenRect(i).width() > 0.6 * first.width());
    }

    void staysWithinItsLines() {
        m_strip->setMaximumLines(3);
        const int one = m_strip->sizeHint().height();
        m_strip->setText(QStringLiteral("a\nb"));
        const int two = m_strip->sizeHint().height();
        m_strip->setText(QStringLiteral("a\nb\nc\nd\ne\nf"));
        const int most = m_strip->sizeHint().height();
        QVERIFY(one < two && two < most);
        QVERIFY(most < 3.2 * one);
    }

    void themeAndZoomSwitchLive() {
        showSentence();
        const int before = m_strip->tokenRect(1).width();
        Theme(ColorScheme::Dark, 175).applyTo(*qApp);
        QVERIFY(m_strip->tokenRect(1).width() > 1.6 * before);
        Theme().applyTo(*qApp);
        QCOMPARE(m_strip->tokenRect(1).width(), before);
    }

    void exportsEverything() {
        showSentence();
        m_strip->setText(m_strip->text().repeated(30));
        const QImage image = FigureExport(*m_strip, Qt::white).image();
        QVERIFY(image.height() > 2 * m_strip->height());
        QCOMPARE(m_strip->figureSize() * 2, image.size());
    }

    void thousandsOfTokensStayFast_data() {
        QTest::addColumn<int>("copies"); // of 16 tokens, in one paragraph
        QTest::newRow("256 tokens") << 16;
        QTest::newRow("1024 tokens") << 64;
        QTest::newRow("4096 tokens") << 256;
    }
    void thousandsOfTokensStayFast() {
        QFETCH(int, copies);
        std::vector<std::string> pieces;
        for (int i = 0; i < copies; ++i) {
            for (const auto& token : gallery::englishTokens())
                pieces.push_back(token.token.bytes);
        }
        const auto tokens = gallery::scoredTokens(pieces);
        QElapsedTimer timer;
        timer.start();
        m_strip->setText(QString::fromStdString(gallery::textOf(tokens)));
        const qint64 set = timer.restart();
        m_strip->setTokens(tokens);
        const qint64 shaded = timer.restart();
        m_strip->grab();
        const qint64 painted = timer.restart();
        QTest::keyClicks(m_strip.get(), QStringLiteral("x"));
        const qint64 typed = timer.restart();
        qInfo("%zu tokens: text %lld ms, tokens %lld ms, paint %lld ms, keystroke %lld ms",
            tokens.size(), static_cast<long long>(set), static_cast<long long>(shaded),
            static_cast<long long>(painted), static_cast<long long>(typed));
        // A quarter of a second is far beyond what is measured, and still says when a change makes
        // the work grow faster than the text.
        constexpr qint64 budget = 250;
        QVERIFY(painted < budget);
        QVERIFY(typed < budget);
        QVERIFY(shaded < 2 * budget);
    }

private:
    void showSentence() {
        const auto tokens = gallery::englishTokens();
        m_strip->setText(QString::fromStdString(gallery::textOf(tokens)));
        m_strip->setTokens(tokens);
    }

    std::unique_ptr<TokenStrip> m_strip;
};

QTEST_MAIN(TestTokenStrip)
#include "tst_token_strip.moc"
