#pragma once

#include <QWidget>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/workspace/word_space.h"
#include "widgets/common/parented_ptr.h"

class QLabel;
class QLineEdit;
class QPushButton;
class QTableView;

namespace vitrine::widgets {
class NeighbourModel;
class SegmentedControl;
} // namespace vitrine::widgets

namespace vitrine::app {

/// An analogy as a sum of words, such as king − man + woman, worked out.
class AnalogyPanel : public QWidget {
    Q_OBJECT
public:
    AnalogyPanel(WordSpace& space, QWidget* parent);

    QString question() const;
    void setQuestion(const QString& question);
    widgets::NeighbourModel* table() const { return m_model; }

Q_SIGNALS:
    void asked();
    /// The words of the analogy and its arrows are to stand on the map.
    void mapAsked(const std::vector<std::string>& words,
        const std::vector<std::pair<std::string, std::string>>& arrows);

protected:
    void changeEvent(QEvent* event) override;

private:
    void solve();
    void show(const WordAnalogy& analogy);
    void showOnMap();
    void retranslate();
    void applyTheme();

    WordSpace& m_space;
    std::optional<WordAnalogy> m_analogy;
    widgets::parented_ptr<QLineEdit> m_question;
    widgets::parented_ptr<widgets::SegmentedControl> m_method;
    widgets::parented_ptr<QPushButton> m_map;
    widgets::parented_ptr<QLabel> m_worked;
    widgets::parented_ptr<widgets::NeighbourModel> m_model;
    widgets::parented_ptr<QTableView> m_table;
};

/// The words of a sum such as "king − man + woman": those added, and those taken away. A hyphen
/// with a space before it, a minus sign or a full-width one takes away.
std::pair<std::vector<std::string>, std::vector<std::string>> termsOf(const QString& sum);

} // namespace vitrine::app
