#include <QApplication>
#include <QSignalSpy>
#include <QTest>

#include "tests/widgets/gallery/sample_data.h"
#include "widgets/attention/attention_atlas.h"
#include "widgets/common/theme.h"

using namespace vitrine;
using namespace vitrine::widgets;

class TestAttentionAtlas : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme().applyTo(*qApp); }

    void init() {
        m_atlas = std::make_unique<AttentionAtlas>(nullptr);
        m_atlas->resize(420, 420);
        m_atlas->setModel(3, 4, /*causal=*/true);
        m_atlas->show();
        QVERIFY(QTest::qWaitForWindowActive(m_atlas.get()));
    }

    void clickSelects() {
        QSignalSpy selected(m_atlas.get(), &AttentionAtlas::headSelected);
        click({2, 1});
        QCOMPARE(heads(selected), (std::vector<HeadIndex>{{2, 1}}));
    }

    void keysSelectAndSwitch() {
        QSignalSpy selected(m_atlas.get(), &AttentionAtlas::headSelected);
        QSignalSpy switched(m_atlas.get(), &AttentionAtlas::headSwitched);
        for (const auto key :
            {Qt::Key_Right, Qt::Key_Right, Qt::Key_Down, Qt::Key_Space, Qt::Key_End, Qt::Key_Down})
            QTest::keyClick(m_atlas.get(), key);
        QCOMPARE(heads(selected), (std::vector<HeadIndex>{{0, 0}, {0, 1}, {1, 1}, {2, 3}}));
        QCOMPARE(heads(switched), (std::vector<HeadIndex>{{1, 1}}));
    }

    void thumbnailsAppearAsTheyCome() {
        const QRect rect = m_atlas->headRect({1, 2});
        const auto colours = [&] {
            const QImage image = m_atlas->grab(rect.adjusted(1, 1, -1, -1)).toImage();
            QSet<QRgb> found;
            for (int y = 0; y < image.height(); ++y)
                for (int x = 0; x < image.width(); ++x)
                    found.insert(image.pixel(x, y));
            return found.size();
        };
        QCOMPARE(colours(), 1);
        m_atlas->addSummary(gallery::headSummary({1, 2}, 16));
        QVERIFY(colours() > 5);
        QVERIFY(m_atlas->grab().toImage().valid(1, 1));
    }

    void wrapsAnOrder() {
        m_atlas->setShown({{2, 3}, {0, 1}}, /*byLayer=*/false);
        QVERIFY(m_atlas->headRect({2, 3}).left() < m_atlas->headRect({0, 1}).left());
        QVERIFY(m_atlas->headRect({1, 1}).isEmpty());
        QSignalSpy selected(m_atlas.get(), &AttentionAtlas::headSelected);
        QTest::keyClick(m_atlas.get(), Qt::Key_End);
        QCOMPARE(heads(selected), (std::vector<HeadIndex>{{0, 1}}));
        m_atlas->setShown({{2, 3}}, /*byLayer=*/true);
        QVERIFY(!m_atlas->headRect({1, 1}).isEmpty());
    }

    void staysQuietWithoutAModel() {
        m_atlas->setModel(0, 0, false);
        QSignalSpy selected(m_atlas.get(), &AttentionAtlas::headSelected);
        QTest::mouseClick(m_atlas->viewport(), Qt::LeftButton, {}, QPoint(50, 50));
        QTest::keyClick(m_atlas.get(), Qt::Key_Right);
        m_atlas->grab();
        QCOMPARE(selected.size(), 0);
    }

private:
    static std::vector<HeadIndex> heads(const QSignalSpy& spy) {
        std::vector<HeadIndex> result;
        for (const auto& arguments : spy)
            result.push_back(arguments.front().value<HeadIndex>());
        return result;
    }

    void click(const HeadIndex& head) {
        QTest::mouseClick(
            m_atlas->viewport(), Qt::LeftButton, {}, m_atlas->headRect(head).center());
    }

    std::unique_ptr<AttentionAtlas> m_atlas;
};

QTEST_MAIN(TestAttentionAtlas)
#include "tst_attention_atlas.moc"
