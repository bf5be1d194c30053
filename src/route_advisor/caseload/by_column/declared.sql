-- The groups of a file that declarations read, for `caseload.columns`.
SELECT
    {'exams': exams, 'nt2_diplomas': nt2_diplomas, 'exemptions': exemptions, 'dispensations': dispensations,
     'taalschakeltraject': taalschakeltraject_of_duo} AS duo,
    {'intake': intake, 'third_party_information': third_party_information, 'offers': offers} AS municipality,
    {
        'eu_family_right': eu_family_right,
        'integrated_elsewhere_for_eu_long_term_status': integrated_elsewhere,
        'treaty_exception': treaty_exception
    } AS residence,
    {'taalschakeltraject': taalschakeltraject_of_school} AS school
FROM seen
