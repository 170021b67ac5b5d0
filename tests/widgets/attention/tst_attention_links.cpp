#include <QApplication>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include "tests/widgets/gallery/sample_data.h"
#include "widgets/attention/attention_links.h"
#include "widgets/common/theme.h"

using namespace vitrine;
using namespace vitrine::widgets;

class TestAttentionLinks : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme().applyTo(*qApp); }

    void init() {
        m_links = std::make_unique<AttentionLinks>(nullptr);
        m_links->resize(500, 300);
        setTokens(8);
        m_links->show();
        QVERIFY(QTest::qWaitForWindowActive(m_links.get()));
    }

    void clickSelectsAToken() {
        QSignalSpy query(m_links.get(), &AttentionLinks::querySelected);
        QSignalSpy key(m_links.get(), &AttentionLinks::keySelected);
        QTest::mouseClick(m_links->viewport(), Qt::LeftButton, {}, QPoint(5, 60));
        QCOMPARE(query.size(), 1);
        QTest::mouseClick(
            m_links->viewport(), Qt::LeftButton, {}, QPoint(m_links->viewport()->width() - 5, 60));
        QCOMPARE(key.size(), 1);
        QCOMPARE(key.front(), query.front()); // the same height
    }

    void keysScrollThousandsOfTokens() {
        setTokens(3000);
        QSignalSpy query(m_links.get(), &AttentionLinks::querySelected);
        QTest::keyClick(m_links.get(), Qt::Key_End);
        QCOMPARE(query.front(), QVariantList{2999});
        QCOMPARE(m_links->verticalScrollBar()->value(), m_links->verticalScrollBar()->maximum());
        m_links->grab();
    }

    void showsOnlyTheSelectedTokensLinks() {
        m_links->setSelection(5, -1);
        const auto all = ink();
        m_links->setSelectedOnly(true);
        const auto one = ink();
        m_links->setThreshold(1.5);
        const auto none = ink();
        QVERIFY(all > one);
        QVERIFY(one > none);
    }

private:
    void setTokens(int count) {
        m_links->setCells(std::make_shared<const AttentionCells>(arrangeAttention(
            gallery::attentionMap(count),
            gallery::tokens(std::vector<std::string>(static_cast<std::size_t>(count), "ab")), {})));
    }

    /// Pixels between the columns that are not the background.
    int ink() const {
        const QImage image = m_links->grab().toImage();
        int count = 0;
        for (int y = 30; y < image.height(); ++y) {
            for (int x = image.width() / 2 - 60; x < image.width() / 2 + 60; ++x)
                count += image.pixel(x, y) != image.pixel(image.width() / 2, 5) ? 1 : 0;
        }
        return count;
    }

    std::unique_ptr<AttentionLinks> m_links;
};

QTEST_MAIN(TestAttentionLinks)
#include "tst_attention_links.moc"
