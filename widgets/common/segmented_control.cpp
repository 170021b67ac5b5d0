#include "widgets/common/segmented_control.h"

#include <memory>

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QToolButton>

namespace vitrine::widgets {

namespace {

QString segmentPlace(qsizetype index, qsizetype count) {
    if (count == 1)
        return QStringLiteral("only");
    if (index == 0)
        return QStringLiteral("first");
    return index + 1 == count ? QStringLiteral("last") : QStringLiteral("middle");
}

} // namespace

SegmentedControl::SegmentedControl(QWidget* parent)
    : QWidget(parent), m_layout(makeParented<QHBoxLayout>(this)),
      m_buttons(makeParented<QButtonGroup>(this)) {
    m_layout->setContentsMargins({});
    m_layout->setSpacing(0);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(m_buttons, &QButtonGroup::idToggled, this, [this](int index, bool checked) {
        if (!checked || index == m_current)
            return;
        m_current = index;
        Q_EMIT currentChanged(index);
    });
}

void SegmentedControl::setSegments(const QList<Segment>& segments) {
    if (segments.size() != m_buttons->buttons().size())
        rebuild(segments.size());
    for (qsizetype i = 0; i < segments.size(); ++i) {
        auto* button = m_buttons->button(static_cast<int>(i));
        button->setText(segments[i].text);
        button->setToolTip(segments[i].tooltip);
        button->setAccessibleName(segments[i].text);
        button->setAccessibleDescription(segments[i].tooltip);
    }
}

int SegmentedControl::current() const {
    return m_current;
}

void SegmentedControl::setCurrent(int index) {
    m_current = index; // first, so that the toggle below is not taken for the user's
    if (auto* button = m_buttons->button(index))
        button->setChecked(true);
}

void SegmentedControl::rebuild(qsizetype count) {
    for (auto* button : m_buttons->buttons())
        std::unique_ptr<QAbstractButton>{button};
    for (qsizetype i = 0; i < count; ++i) {
        const auto button = makeParented<QToolButton>(this);
        button->setCheckable(true);
        button->setFocusPolicy(Qt::StrongFocus);
        button->setProperty("segment", segmentPlace(i, count));
        m_buttons->addButton(button, static_cast<int>(i));
        m_layout->addWidget(button);
    }
    setCurrent(std::min(m_current, static_cast<int>(count) - 1));
}

} // namespace vitrine::widgets
