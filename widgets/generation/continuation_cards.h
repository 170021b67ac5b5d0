#pragma once

#include <vector>

#include <QScrollArea>

#include "widgets/common/parented_ptr.h"
#include "widgets/generation/continuation.h"

class QGridLayout;

namespace vitrine::widgets {

class ContinuationCard;

/// Several continuations of one text side by side, in as many columns as fit, while they grow.
class ContinuationCards : public QScrollArea {
    Q_OBJECT

public:
    explicit ContinuationCards(QWidget* parent);

    void setContinuations(const std::vector<Continuation>& continuations);
    /// Replaces one while it grows.
    void setContinuation(int index, const Continuation& continuation);
    int count() const { return static_cast<int>(m_cards.size()); }

Q_SIGNALS:
    void adopted(int index);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void addCard();
    void removeLastCard();
    void arrange();
    int columnsFor(int width) const;
    void retranslate();

    parented_ptr<QWidget> m_content;
    parented_ptr<QGridLayout> m_grid;
    std::vector<parented_ptr<ContinuationCard>> m_cards;
    int m_columns = 0;
};

} // namespace vitrine::widgets
