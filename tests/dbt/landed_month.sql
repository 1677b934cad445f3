-- February 2022 of Yanling, landed: six households of two townships, and what was published for January.
-- 101 medical and illness, on the list since January; 102 an elderly woman alone; 103 exactly at the threshold;
-- 104 disabled in January, dropout now; 105 answered in January and silent since; 106 nothing.
insert into ops.deliveries (
    delivery_id, county_code, month, feed, department_code, scope, revision, sha256, file_name, received_at,
    state_code, rows_in, rows_accepted, rows_held, rows_found, rows_dropped
) values
(1, '411024', '2022-01-01', 'household_register', 'rural_revitalization', '', 1, 'a1', 'a1', '2022-02-01 02:00+00', 'accepted', 1, 1, 0, 1, 0),
(2, '411024', '2022-02-01', 'household_register', 'rural_revitalization', '', 1, 'a2', 'a2', '2022-03-10 15:59+00', 'accepted', 11, 11, 0, 11, 0),
(3, '411024', '2022-02-01', 'medical_insurance_settlements', 'medical_insurance', '', 1, 'a3', 'a3', '2022-03-10 16:00+00', 'accepted', 6, 5, 1, 6, 0),
(4, '411024', '2022-02-01', 'health_major_illnesses', 'health', '', 1, 'a4', 'a4', '2022-03-05 02:00+00', 'accepted', 2, 2, 0, 2, 0),
(5, '411024', '2022-02-01', 'water_unsafe_households', 'water', '', 1, 'a5', 'a5', '2022-03-05 02:00+00', 'accepted', 1, 1, 0, 1, 0),
(6, '411024', '2022-02-01', 'education_dropouts', 'education', '', 1, 'a6', 'a6', '2022-03-05 02:00+00', 'accepted', 1, 1, 0, 1, 0),
(7, '411024', '2022-02-01', 'township_feedback', 'township', '411024100-202201', 1, 'a7', 'a7', '2022-03-05 02:00+00', 'accepted', 3, 3, 0, 3, 0),
(8, '411024', '2022-02-01', 'civil_affairs_dibao', 'civil_affairs', '', 1, 'a8', 'a8', '2022-03-05 02:00+00', 'rejected', 4, 0, 4, 4, 0);

insert into ops.builds values ('b2', '411024', '2022-02-01', 1, 'build_test', '{policy_version}', 'prepared');
insert into ops.build_inputs
select 'b2', feed, month, delivery_id from ops.deliveries where state_code = 'accepted' and delivery_id <> 1;

-- Content n stands in row n of delivery 1, and in row n - 1 of delivery 2.
insert into landing.household_register_contents (
    county_code, content_id, is_accepted, household_id, person_id, birth_month, relation_code, sex_code, village_code
) values
('411024', 1, true, 109, 1091, '1950-01-01', 'head', 'male', '411024100001'),
('411024', 2, true, 101, 1011, '1970-01-01', 'head', 'male', '411024100001'),
('411024', 3, true, 101, 1012, '1972-01-01', 'spouse', 'female', '411024100001'),
('411024', 4, true, 102, 1021, '1962-02-01', 'head', 'female', '411024100001'),
('411024', 5, true, 103, 1031, '1980-01-01', 'head', 'male', '411024100002'),
('411024', 6, true, 103, 1032, '1982-01-01', 'spouse', 'female', '411024100002'),
('411024', 7, true, 104, 1041, '1975-01-01', 'head', 'male', '411024101001'),
('411024', 8, true, 104, 1042, '2010-01-01', 'son', 'male', '411024101001'),
('411024', 9, true, 105, 1051, '1975-01-01', 'head', 'male', '411024100001'),
('411024', 10, true, 105, 1052, '1976-01-01', 'spouse', 'female', '411024100001'),
('411024', 11, true, 106, 1061, '1975-01-01', 'head', 'male', '411024101001'),
('411024', 12, true, 106, 1062, '1975-01-01', 'spouse', 'female', '411024101001');
insert into landing.household_register_pieces (delivery_id, first_row, county_code, content_offsets) values
(1, 1, '411024', '{0}'), (2, 1, '411024', array_fill(1, array[11]));

insert into landing.medical_insurance_settlements (
    delivery_id, row_number, is_accepted, person_id, settled_date, self_paid_amount
) values
(3, 1, true, 1012, '2022-02-03', 7000.25),
(3, 2, true, 1012, '2022-02-20', 5000.25),
(3, 3, true, 1031, '2022-02-05', 12000),
(3, 4, true, 1031, '2022-02-06', -2000),
(3, 5, false, 1061, '2022-02-06', 99999),
(3, 6, true, 9999, '2022-02-06', 88888);
insert into landing.health_major_illnesses (
    delivery_id, row_number, is_accepted, person_id, diagnosed_date, illness_name
) values (4, 1, true, 1011, '2022-02-14', '肺癌'), (4, 2, true, 1061, '2022-02-15', '感冒');
insert into landing.water_unsafe_households (
    delivery_id, row_number, is_accepted, head_person_id, found_date, water_problem_code
) values (5, 1, true, 1021, '2022-02-09', 'quality');
insert into landing.education_dropouts (
    delivery_id, row_number, is_accepted, person_id, left_school_date, school_stage_code
) values (6, 1, true, 1042, '2022-02-21', 'junior_middle');
insert into landing.township_feedback (
    delivery_id, row_number, is_accepted, household_id, referral_month, referral_revision, township_code,
    check_result_code, check_date
) values
(7, 1, true, 101, '2022-01-01', 1, '411024100', 'not_confirmed', '2022-02-18'),
(7, 2, true, 104, '2022-01-01', 1, '411024101', null, null),
(7, 3, true, 105, '2022-01-01', 1, '411024100', 'confirmed', '2022-02-19');

insert into marts.fct_household_risk_months_v1 (
    county_code, month, household_id, township_code, village_code, rule_code, signal_code, is_sudden, person_id,
    attribute, first_known_month, known_from, known_to, department_code, reported_month
) values
('411024', '2022-01-01', 101, '411024100', '411024100001', 'major_illness_found', 'major_illness_found', true, 1011, '肺癌', '2022-01-01', '2022-02-11 00:00+00', 'infinity', 'health', '2022-01-01'),
('411024', '2022-01-01', 104, '411024101', '411024101001', 'severe_disability_certified', 'disability_certified', false, 1041, '二级', '2022-01-01', '2022-02-11 00:00+00', 'infinity', 'disabled_persons_federation', '2022-01-01'),
('411024', '2022-01-01', 105, '411024100', '411024100001', 'dibao_granted', 'dibao_granted', false, 1051, null, '2022-01-01', '2022-02-11 00:00+00', 'infinity', 'civil_affairs', '2022-01-01'),
('411024', '2022-01-01', 106, '411024101', '411024101001', 'dibao_granted', 'dibao_granted', false, 1061, null, '2022-01-01', '2022-02-11 00:00+00', '2022-02-12 00:00+00', 'civil_affairs', '2022-01-01'),
('411024', '2022-03-01', 103, '411024100', '411024100002', 'medical_self_paid_over', 'medical_self_paid', true, 1031, null, '2022-03-01', '2022-04-11 00:00+00', 'infinity', 'medical_insurance', '2022-03-01');
